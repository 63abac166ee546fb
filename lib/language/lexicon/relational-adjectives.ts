/**
 * Adjectives that say to what something belongs ("judicial", "theatrical", "Iranian"): neither a degree, an order, a
 * denial nor a state that can end.
 * How a word came in: WordNet 3.1 (Princeton University, WordNet licence) has it among the pertainyms (file 01) and
 * as no verb or adverb, and it is found in the venue's own texts or in the tagged corpus; beside them words of the
 * same kind that its texts use ("aerial", "unilateral"). Taken out by hand: what a reader could take for a measure,
 * an end or a doubt ("critical", "future", "positive", "specific").
 */
export const RELATIONAL_ADJECTIVES: readonly string[] = `
abdominal academic administrative aegean aerial aesthetic afghan african agricultural algerian alveolar
american analytic anatomical anglican anionic anti-semitic apostolic aqueous architectural argentine armenian
arterial arteriolar artistic athletic atomic atrophic australian austrian automotive azerbaijani bacterial
ballistic basophilic belarusian belgian biblical biological bovine brazilian british bronchial bronze
bureaucratic canadian capitalist catholic celestial cerebral charitable chemical chilean chinese christian
chromatographic cinematic civic civil clerical clinical coastal colloidal colombian colonial commercial
communicative communist congregational congressional consonantal constitutional continental conventional
corporate cortical cortico-hypothalamic cosmic croatian cuban cubist cultural czech danish deliberate deluxe
democratic denominational dental developmental diaphyseal diatomic dietary digital diplomatic domestic dutch
ecclesiastical economic educational egyptian electoral electric electrical electronic electrostatic emotional
empirical english epiphyseal esthetic estonian ethical ethiopian european evangelical executive
extraterrestrial federal feline ferromagnetic filipino financial finnish fiscal gastrointestinal geographical
geological geometric georgian german glomerular glottochronological gold greek gubernatorial head-of-state
hegelian historical homeric human humanitarian hungarian hyperemic hypothalamic imperial indian indonesian
industrial infectious institutional intentional interstellar iodinated ionic iranian iraqi irish isotonic
israeli italian japanese jewish jordanian judicial junior kenyan kinesthetic kinetic korean latin-american
latvian lebanese legal legislative lexical libyan linguistic literary lithuanian local lunar magnetic
mammalian marine marital maritime martian marxist mathematical mayoral mechanical medical medieval mental
metaphysical meteoritic metric metropolitan mexican micrometeoritic microscopic military ministerial molal
molecular monetary moroccan morphophonemic multilateral municipal muscular musical mutual myocardial national
national-level naval nazi neocortical neuropsychiatric neurotic newtonian nigerian non-combat non-violent
nonviolent norwegian nuclear occupational official offshore olympic operatic optical orbital organizational
orthodox orthographic osseous outdoor overseas pakistani palestinian papal paramagnetic parasympathetic
parisian parliamentary parochial pathological patristic peacekeeping pelvic perceptive perceptual personal
peruvian philosophic philosophical phonetic phonologic photographic physical physiological pictorial
piezoelectric planetary platonic pleural polish political portuguese presidential professional promotional
propagandistic protestant psychological pulmonary pyknotic racial radiological reciprocal regimental regional
regular republican reputable residential respiratory retinal roman romanian royal russian saudi scholastic
scientific scriptural sculptural semantic senatorial senior sensory septic serbian sexual sicilian silver
skeletal social socioeconomic sociological solar somali soviet sovereign spanish spatial spherical sporting
spot strategic studio suburban sudanese supreme swedish swiss symbolic syrian tabular tactile tactual
taiwanese technical technological telegraphic terrestrial territorial thai theatrical theological therapeutic
thermal thermodynamic tonal tragic tragicomic transatlantic tribal trilateral turkish ukrainian unilateral
unprovoked urban vascular venezuelan verbal verifiable vertebral victorian vietnamese visual vocal vocational
volcanic voltaic yemeni
`
  .trim()
  .split(/\s+/);
