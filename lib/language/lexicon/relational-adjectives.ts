/**
 * Adjectives that say to what something belongs ("judicial", "theatrical", "Iranian"): neither a degree, an order, a
 * denial nor a state that can end.
 * How a word came in: WordNet 3.1 (Princeton University, WordNet licence) has it among the pertainyms (file 01)
 * and as no verb or
 * adverb, and it is found in the venue's own texts or in the tagged corpus; beside them words of the same kind
 * that its
 * texts use ("aerial", "unilateral"). Taken out by hand: what a reader could take for a measure, an end or a doubt
 * ("critical", "future", "positive", "specific").
 */
export const RELATIONAL_ADJECTIVES: readonly string[] = `
abdominal academic administrative aegean aerial aesthetic african agricultural algerian alveolar american anal
analytic anatomical anglican anionic anti-semitic apostolic appointed aqueous architectural arterial arteriolar
artistic athletic atomic atrophic authorized automotive bacterial ballistic basophilic belgian biblical biological
bovine brazilian british bronchial bronze bureaucratic capitalist catholic celestial cerebral charitable chemical
chief chinese christian chromatographic cinematic civic civil clerical clinical coastal colloidal colonial
commercial communicative communist congregational congressional consonantal constitutional continental
conventional corporate cortical cortico-hypothalamic cosmic cuban cubist cultural danish deliberate deluxe
democratic denominational dental deputy designated developmental diaphyseal diatomic dietary digital diplomatic
domestic dutch ecclesiastical economic educational elected electoral electric electrical electronic electrostatic
emotional empirical english enriched epiphyseal esthetic ethical european evangelical executive extraterrestrial
federal feline ferromagnetic financial fiscal foldable gastrointestinal geographical geological geometric german
glomerular glottochronological gold greek gubernatorial head-of-state hegelian historical homeric human
humanitarian hyperemic hypothalamic imperial indian industrial infectious inhabited institutional intentional
interstellar iodinated ionic irish isotonic italian japanese jewish judicial junior kinesthetic kinetic
latin-american legal legislative lexical licensed linguistic literary live local lunar magnetic mammalian marine
marital maritime martian marxist mathematical mayoral mechanical medical medieval mental metaphysical meteoritic
metric metropolitan mexican micrometeoritic microscopic military ministerial molal molecular monetary moroccan
morphophonemic multilateral municipal muscular musical mutual myocardial national national-level naval nazi
neocortical neuropsychiatric neurotic newtonian non-combat non-violent nonviolent nuclear occupational official
offshore olympic operatic operational optical orbital organizational orthodox orthographic osseous outdoor
overseas papal paramagnetic parasympathetic parisian parliamentary parochial pathological patristic peacekeeping
pelvic perceptive perceptual personal philosophic philosophical phonetic phonologic photographic physical
physiological pictorial piezoelectric planetary platonic pleural political populated pregnant presidential
professional promotional propagandistic protestant psychological pulmonary pyknotic racial radiological reciprocal
regimental regional registered regular republican reputable residential respiratory retinal roman royal russian
scholastic scientific scriptural sculptural semantic senatorial senior sensory septic sexual sicilian silver
skeletal social socioeconomic sociological solar sovereign soviet spanish spatial spherical sporting spot
strategic studio suburban supreme swedish swiss symbolic tabular tactile tactual technical technological
telegraphic terrestrial territorial theatrical theological therapeutic thermal thermodynamic tonal tragic
tragicomic transatlantic tribal trilateral unilateral uninhabited unprovoked urban vascular verbal verifiable
vertebral victorian visual vocal vocational volcanic voltaic
`
  .trim()
  .split(/\s+/);
