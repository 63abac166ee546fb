/**
 * Nouns that are nothing else, for places in which a word cannot bend what a rung says of the next (docs/maths.md 3.6).
 * How a word came in: it stands in WordNet 3.1 (Princeton University, WordNet licence) as a noun without a sense as a
 * verb, an adverb or an adjective, none of its senses is a time, a quantity, a relation, a state or a motive (files 28,
 * 23, 24, 26 and 16), and it is found in the venue's own texts or is frequent in the tagged corpus. Taken out by hand:
 * what names an answer, an exception, a doubt, a successor or another rung ("outcome", "exception", "likelihood",
 * "version", "option").
 */
export const PLAIN_NOUNS: readonly string[] = `
abbreviation abbreviations abdication abor abortion abortions absorption abstraction absurdity academy accident
accordance accreditation accumulation accuracy aceres acers acetone achievement achievements acquisition
acquisitions acreage acres actor actors actress adam aden adjustment adjustments administrator admiration
admission advertisement advertisements advice advisors aeration aerator aerosol affairs affection africa agent
agglutination agglutinin aggregator aggression agriculture aide ailey aircraft airdrop airfield airplane airport
airports airspace airway aisle alaska album albumin albums alder algae alignment allen alley allocation
allotment allusion altercation aluminum alveolus amazement ambassador ambassadors amendment amendments america
amine ammunition amon amplitude amusement anaconda analogy analysis analyst anastomosis anatomy andrena anecdote
angel ankle annexation annon announcement announcements anode antagonist antelope antenna anthers antibody
antigen antiserum apartment apartments apparatus appearance appearances appendix appetite applause applicant
application applications appointee appointment appointments appreciation apprehension appropriations archbishop
architect architecture argon argument aria aristotle arius arkansas armaments army arrangement arrangements
arrival arrow artery artillery artist artists arts asia assassin assemblage assessment asset assets assignment
assistance assurance asters astonishment atar athabascan athlete athletes atlanta atom attention attorney
attraction audio aunt aureomycin authenticity authorities authority authorization availability avens axis aztec
babe backyard bacon ballad ballet ballplayer baltimore banker barbell barrier baseball basement bathroom battery
battlefield bearer beast beauty bedroom beebread beer behalf bequest berlin bern bible billionaire billionaires
biographies biology biscuit bishop blade bodybuilder bolide bomber bombus booster boredom boroughs boston bough
boundary bourbon boxcar brass breadcrumb breadth breaker brick brigadier broadcasters broadway bronc bronchiole
bronchus brooklyn brother brutality buckskin buddy builder buildings bulb bullet bumblebee bureau bureaucracy
burial business businesses businessman buyer by-election cabinet cafe cafeteria calculation calf calibration
california camera camper canada candidate candidates candlestick canon canteen canyon capitalism capitalization
carbon caretaker cargo carriage carrier carriers cartridge catcher catharsis cathode catholicism catkin cattle
cavalry celebration cell cellar cellulose cemetery ceremonies ceremony certification certifications certiorari
champagne chapel charity checkbook checklist checkpoint chemist chess chest chicago child chimney china chlorine
cholesterol chore christ christianity christies chromium churchyard cigar cigarette circus cities citizen
citizens city civilization claimant classification classroom clay cleaner clergyman cleveland cliche client
clinics cloth coastline cocaine coconut coffee collaboration collage colleague collection collector college
collision collisions colonel colony columbus column combination comedian comedy commander commentary commerce
commissioner commitment commitments committee committees commodities commodity commonwealth communications
communion communism commutation commuter compartment compensation competence competitor compilations completion
complexity composer composition compulsivity computation computer comrade concentration concept conception
concession conductor conference confession confirmation conformity congregation congress connotation
conservatism consideration conspiracy constitution construction consulate consulates consultant consultation
consumer consumers container contemplation contempt contenders contention contestant contestants contortion
contraception contractor contractors contribution contributions controversy convention conversation conversion
conviction convictions cooperation copenhagen coroner corporation corps corpse corridor corridors cortex cottage
council counselor counties countries country countryman county coup coups courage courthouse cousin coverage
coward cowboy creation creator creature credo creek crime crimes critic criticism cruelty crystal cuba cubism
cult curiosity currencies currency curriculum customer customs cyclist cytoplasm dallas dancer dashboard data
database databases datum daughter deacon deactivation dealer debris decency decision decisions declaration
declarations decoration decorator dedication deduction deductions defendant defendants defense definition
deletion delivery demarcation democracy democrat democrats demon demonstration denmark denomination density
denunciation denver department departments departure deployment deployments deportation depot depravity
depreciation deputy derision description designation desk desktop detection detective detector determination
detonation detonations detroit developer device devices diagnosis dialect dialogue dialysis diameter diamond
diaphragm dictionary diffusion dilemma dilution dinner diplomacy diplomat dipole dipper director disapproval
disarmament disc disclosures discovery discussion dismissal disobedience dispersal displacement disposal
distortion distribution distributor divan diversion divestiture divestitures divinity division doctrine
documentation doge donor door doorway dough downturn dragon drakes drama drapery drawer dregs driver drivers
driveway drugstore dugout dumbbell duties duty earner earnings easel economist economy edda edition editions
editor education educator efficacy effort efforts einstein electricity electron electronics elements elevator
ellington elution embankment embassies embassy ember emblem emission emotion empire employee employees employer
enactment encouragement endorsement enemy enforcement engagement engine england englishman enjoyment enrichment
ensemble enterprise entertainment enthusiasm entities entity entourage entrepreneur entry envelope enzyme
epiphysis episode equipment equity errand escalation establishment establishments estate ether europe evacuation
evaluation evolution examination exasperation excitability execution exertion exhibition expedition expenditure
expenditures explanation exploitation exploration explosion expression extradition fabric facilitators facility
factory faculty faith fallout familiarity families farewell farmer feat federation feedlot feelings felony fiber
fiend fighter filings finalist finalists findings finisher firearm fireballs fireplace fisherman fission fist
fixture fixtures flagship flexibility florida fluorescence foliage folk folklore folks follower followers food
football forehead foreigner forfeiture formation formula formulation fractionation framework frameworks france
fraud freeway frenchman friend frustration fulfillment funeral furniture gadget gaiety gastrocnemius generator
genesis genius gentleman georgia germany ghoul girl gland globe glove glycerine goat goitrogen gospel governance
government governments governor governors governorship governorships graduation grandeur grandfather grandmaster
grandmother graphite grasshopper greatcoat greece greetings grenade grief grocer grocery grove guam guarantors
guardian guest guidance gunfire gunner gymnast gymnastics halfback hall hallway halo haman handkerchief
handshake hani hardtack hardware haunch haversack hawaii headlight healthcare heart heir helium hell hemisphere
hemoglobin heritage herman hero hierarchy highroad highway hilum historian hockey holder holdings holmes holster
homogeneity honeybee horizon hormone horror horseman hospital hostages hostess hostilities hotel hotels
household households housewife houston huck hudson humanoid humans hunter hurricane hydride hydrogen
hypothalamus iceland icon idea ideology idiom idiot ignorance iliad illinois illustration imagery imagination
immigrant immigration impeachment implementation impression inauguration inception inclination income incursions
india indication indications indicator indictment indifference indignation individualism induction industry
infantry inference infield infiltration inflation info information infrastructure ingredient ingress inhabitant
initiation injection inmate innovation inquiries inquiry insect insight insinuation inspection inspections
inspector installation installment institution institutions instruction instructor insurrection intake
integration integrations intellect intelligence intensity intention intentions interaction interceptions
interdiction interfaces interlocutors intermediary interpreter intersection intervention intonation introduction
intuition invasion invention investigation investigator investment investments invitation invocation iodide
iodine iran irony island islands issuance iteration ivory jeep jerusalem jesus journalism journalist judgement
judgment jupiter juries jurisdiction jury justice justification kidnapper kidney killjoy kitchen knapsack knee
knowledge korea laboratory laborer lady lagoon lakes lamp landfall lane lanes laney language lantern laos larva
laughter launchpad lawn laws lawyer lawyers layoff layoffs layout leader leaders ledger leftfield legality
legend legislation legislator legislature legislatures legs lemma lemon lena lender lens lesson lexis
liabilities liberalism libraries library lichtenstein lieutenant lifter lignite limb linguist liquidation liquor
listener listings literature litigation livestock lobe locality location locations locker logic london longitude
lookup looney lore losses lover loyalty luggage lung lycia lyricist machinery magazine magician magistrate
magnetism maid mailbox maintenance make-up maker makeup mama mamma management manager manchester manda manhattan
manifestation manner manners manometer manpower manufacturer margin marijuana marketplace marksman massachusetts
masterpiece match-up matchup matchups math mathematics mayor mayoralty mayors meadow measurement meat mechanics
mechanism mechanisms medal medals mediators meetings melody memorandum memory memphis menarche merchant mercury
merger mergers messenger meteor meteorite meteoroid method methodology metropolis micelle michigan microorganism
microphone microscope midpoint migration militia ministries minnesota miracle missile missiles mission missions
mississippi missouri mistress mistrial mixture modernity modernization modifier modulation molecule momentum
monarch monet money monk monocle monster monument morocco moscow motif movement movie movies mucosa
municipalities municipality murderer museums music musician musk musket musketry mustache mystery napoleon nasa
nasdaq nation nationalism nato nature navigation navy negotiation negotiations negotiator neocortex nephew
neutralism neutralist neutrophil newport news newspaper newspapers newsroom nightclub nitrogen nlrb noaa nominee
nominees nonfiction normalization northerner notion novelist novelty nucleus nyse oath observation observatories
observer occupant odor offences offense ohio oken olympics oman onset onslaught opera operations operetta
opinion opium orchestra orchestration organ organisation organism organization organizations organizer
organizers origin originality orono orthography oscars ossification outburst outfielder outlet outlets outlook
outreach overpayment oversight overture ovid owner oxen oxidation oxygen oyabun packet painter palace palestine
pancakes pansy papa parasite parenchyma paris parliament parlor participant participants particle passage
passenger passengers pastor path pathway patience patron patronne patrons pavement payment payments peacock
pears peasant pebble pecs pegboard penalties penalty penetration pennant pennsylvania perception performance
performances performer performers periphery permission person personality personnel persons perspective
perspiration petitioner phalanx phenomenon philadelphia philosopher philosophy phonology phosphate photo photos
phrasings physician physics pianist picasso pickup pier pill pistol pittsburgh placement planet planner
plantation planter platform platforms plato platoon player players playoff playoffs playwright plea pleasure
pleura podium poem poet poetry pointers poland policeman policies policy politician pollen polyphosphate pond
pop-up pope populace popularity porch pork portal portmanteau portrait posse potassium pottery prayer preacher
precaution precision preponderance presentation president presidents prevision priest principle principles
prisoner procedure procedures proceedings proclamation procreation procurement producer product products
profession professor progression projection promotion pronoun propaganda propeller property prophet proposal
proprietor prosecution prosecutor protease protein protestantism protocol protocols providers psychiatrist
psychologist psychology publication publicity publisher pullback punishment pupil pursuit pushup pyrex qatar
quackery qualification quarterfinal questionnaire quirt rabbi racker radar radish radius rama ramrod rancher
ranger ratification rattlesnake reaction reader realization reallocations reassurance rebellion receiver
reception receptionist recipient recipients recollection recordings recovery recreation recruitment redactions
redcoat reduction reductions reelection reentry reflector refugee regime registrant registration regulator
regulators rehearsal reinforcement relation religion relinquishment relocation reminder removal removals
repayment repetition reporter repository republic resentment residence residency resignation resistor resource
response restatement restaurant restaurants retailer retention retrial reunion revelation revenue revision
revisions revolution revolver ribbon richmond rider riders rifleman rigor rite ritz river rivers road roadway
robber robot robotics role roles roll-on rome rookie ross rosses roster rothko rotor rousseau royalty ruler rump
runner runoff runoffs russia ruth sailor sake salary sales salesman salons saloon satire savannah savings
scandal scenery scholar scholarship science scientist scorer scorers scot scripture scrutiny secession secretary
secretion selection semifinal senate senator senators sensibility sensor sentiment septum sequel sergeant sermon
serpent serum servers settlement settler settlers sewage shakespeare sheath sheep shelf sheriff shipment shooter
shootout shootouts shortstop shutdown shutdowns sidewalk signature signatures silk simplicity sincerity sinner
sister skiff skill skirmisher skull sleeve slipper sludge snapshot soccer socialism sofa solicitation solidarity
soloist solomon solution someone sonar song songs soul southerner southpaw speaker specialist species
specificity specimen spectacle spectator specter spectrum speculation speech spire splashdown splendor sportsman
squad stabilization stadiums stairs standpoint statement statements statesman statistic statistics statue
steeple stepmother steroid stimulation stimulus stockholder stoicism storage stories story stove stranger
strategy stravinsky strychnine student studio studios stupidity subcommittees subdivision subsection subsidy
subspace substance subsystem suburb suitcase suite sunlight superstition supervision supper surgeon survivor
suspense sweden sword syllable symbol symmetry symphony synthesis system systems tactic tale talent tanker
taxpayer taxpayers teacher teamster tech technique technology teenager telegrapher television temperature
temperatures temple temptation tendency tenement tennis terminology territories territory terror terrorist
terrorists testimony texas text texture theater theaters theatre theologian theology theorem theory therapist
therapy thermocouple thermometer thicket thief thigh thriller throat throughput throughputs thyroglobulin
thyroxine timber timeline timetable titer toad tobacco tomb tooth topic topics torso touchdown touchdowns
tournament tournaments town tracker tract trader tradition tragedy trait traitor transaction transactions
transcript transcripts transducer tray treason treasury treaties treatment treaty treetop trial triamcinolone
tribute tripe trooper trophy trough trousers trunk trustee tsunami uncle universe university unveilings uptake
uranium uria usage usages user users vaccine vaccines valley valor valuation vanity vapor variety vase
vaudeville vector vegetable vehicle vehicles ventilation venue venues venus veranda verb verification vertex
vessel vessels vice vicinity victim victor victory video videos vientiane viewers viewpoint vila village
vindication vine virginia virtue viscosity vision visitor vocabulary volcano voltage voltaire voter voucher
vulture wagon waist waiter walkover wardrobe warfare warmth warsaw washington watercolorist wavelength wayne
weapon weaponry weapons webpage webpages website websites wellington whiskey whisky wife willow wimbledon winner
winners wipeout wisdom withdrawal withdrawals woman woods workbench worker workers workout workshop wrath
wreckage wrist writer xylem yahoo yokuts youngster zeal
`
  .trim()
  .split(/\s+/);
