/**
 * Words that are a noun where one must stand and may be a verb elsewhere ("a strike", "of trade"), for the places in
 * which a noun cannot bend what a rung says of the next (docs/maths.md 3.6).
 * How a word came in: WordNet 3.1 (Princeton University, WordNet licence) knows it as a noun and as a verb, none of
 * its senses as a noun is a time, a quantity, a relation, a state or a motive (files 28, 23, 24, 26 and 16), it is no
 * adverb, and it is found in small letters in the venue's own texts or is frequent in the tagged corpus. Taken out by
 * hand: what names an answer, a rung, an amount, an order, a doubt or an undoing ("answer", "bracket", "level",
 * "change", "exit", "stop").
 */
export const NOUNS_IN_PLACE: readonly string[] = `
abuse access acts address addresses adventure advertising affect aid air alarm ally annex annexes appeal appeals
apprentice archives arm arms article articles asking assault assists associate associates auction auctions author
automobile award awards axe bail ball balloon ballot ballots band bandage bank banking barber bargaining battle
bay beach beam beef belly belt bench benefit berths bill bills binding bird blanket blast blaze blockade blog
blood blot blows board boat bodies body bomb bombs bone book booking boot border borders boss bow boxing brain
branch brand breakfast breeze brigade bristle broadcast broadcasting brood brush bubble budget buffer building
bundle burden bush button buy buying cabin call calling calls camp campaign camping canal cannon cannons captain
capture captures card care career carpenter cart cash cast casts cat caucus census center chair chairman chamber
chambers champion champions channel channels charcoal charm chart chat cheek cheer chin chips church circle
circuit class classes cleaning clerk clinches clock closet closure closures clothes clothing cloture club clubs
cluster coach coast coat code coin coins color combat comment comments commune communicating companion concert
concrete conjugate consoles contents contour contract contracts cook cooling cop copies copy core correlates cost
costume costumes cotton couch countenance court courts cow crash credit crew cricket crop crowd cut cuts damage
dance dancing debate debut deck decree decrees deposit deposits design details devil diagram die diet dimension
discipline disk display displays district divorce docket doctor document documents dog dos doses draft dress
drills drink drinking drone drones drug drum dwelling earth eating edge egg eggs egress elbow elect emails
encounter encounters engineer engineering entering essay evidence exchange exchanges executing exercise exercises
exercising exile experiment eye fan farm farming fashion father feather feature fee fees fence fight fighting file
files filibuster filing filling film films finance fire firing fishing flag flame flesh flight floor fly fool
force forces forest fork fragment fruit fueling fund funds gambling games gang garage garden gate gathering gear
gesture gift glance glimpse golf graduate grant grants graph graphs grass grin grounding growing guard gun guy
hale hammer harbor headline headquarters heel herd hike hikes hill hire honey honoring hoof horn horse host hosts
house hull humor hunting husband hymn ice image impact impacts inoculating instrument interchange interview
interviews inventory investing iron jacket jail jaw journey joy judge kid kill killing kills kiss kitten knife
landing landscape laugh launch launches layer leather lecture letter letters litter loan lobby lobes lock lumber
lunch lyric lyrics machine mail maneuvers manifold marble market marketing markets martyr mask masks master
medicine meeting mention mentions merging merit message metal milk mine minister ministers mirror mist model
models monitoring monkey mother motor mound mud munitions murder muscle neck neighbor nerve nest network notice
notices officer oil omen outfit outline outlines package page pages paint painting paper papers pardon pardons
parent park partner party patrol pattern pen pencil performing petition phone photograph phrases pillow pilot
pilots pine pipe pitch pitching plant playing pocket police poll port ports posture potter powder practice
preaching premier premiere price prices pricing pride prize process profit profits program project projects
proposition publishing purchase purchases purchasing purse quarterback quarterbacks quarters queen rabbit race
races radio rail railroad rain rebel rebounds recall recapture recording recount recounts referee reforms refund
regiment remark remarks rent report reporting reports research revenge review reward rib rice rices ride ridge
ridges rifle ring roar rock roleplaying roll roof roofs rooks ropes rounding route rumor saddle saint salt
sanctions sand sandwich scoring scrapes scream screen script sculpture search seat seating seats service services
sex shaft share shares shear sheet shell shelling ship ships shirt shoe shooting shop shops shore shoulder shower
shunt shutter signaling singing site sites sketch skirt sky slope smoke snow soap soldier sound source sources
speaking spending sport sports spy staff staining steel stem stick stockpile stomach strike strikes structure
structures study subject submarine subordinates surface surrender surtax survey swell talk talks tallies tariff
tariffs tax taxes teaching team teams telephone tent test testing tests theme thread thunder ticket tire tongue
tool tools towel tracing tracking tracks trade trades trading traffic trail train training transfer transfers
transit transition travel traveling tree triumph troop troops truck tweet tweets uniform unveiling visit visits
vote votes voting vows voyage wage ward wards warrant wash washing watching water watercolor waters wave wax
weather web wheel wine wing wire witch witness words worship writing zinc zone zones
`
  .trim()
  .split(/\s+/);

/**
 * Nouns that came in later than plain-nouns.ts: from the venue's newer texts, and by hand from what the venue asks
 * about (offices, courts, wars, launches, films, markets), each looked at for a sense that ends, delays, orders or
 * measures.
 */
export const LATER_NOUNS: readonly string[] = `
ability academics accomplice accord accords accountant accusation adults affidavit agreement agreements air
airframe airlift airlines album albums ambulance anti-semitism antitrust app apps arbitration archive arena
arsenal assembly asteroid astronaut attacker autograph awareness backer ballot barrel basketball battery belief
billboard biologist blockchain boxer brightness brokerage browser burial cable campus canal capsule cardinal
cartel cartoon casino category cathedral cease-fire ceasefire ceiling celebrity chain chairmanship chairperson
champion chancellor charter chatbot citation clarity clergy cleric clinic coalition collaborator commando
commentator commission commutation compilation compilations concert conclave confederation congressman
congresswoman consciousness conscription consul contender continents convoy coordinator corrections courtroom
crater cruiser cryptocurrency cyberattack cybersecurity dataset deals defamation defender delegation
denuclearization deportation descendant destroyer detainee diplomat directive directives disappointment
discrimination documentary donation donor drone drones duchess duke ecosystem editor elector emissary emperor
employment enclave encyclical enforcement engine enterprise envoy epidemic escrow espionage estate ethanol evils
exclamation exhibition expedition experimentation explosives exporter extradition factory family fentanyl ferry
festival fiction fighter finale finalist firearm fireworks firing footage footballer framework freighter frigate
galaxy gallery gamer gasoline goals gospel governor governorship grain grandmaster graphics ground guitarist
gunman halftime haven headquarters heir helicopter helium hospital hostage hostages household hydrogen hypothesis
icebreaker illusion immigrant importer inauguration independents indictment individuals infantry influencer
infrastructure injunction inmate inspector institute insurance intelligence interceptor investigator investor
jamming jersey journalist judgment juror jury kickoff laboratory landfall landmark laptop lawmaker lawmakers
lawsuit lawyer legislation legislator legislature lender length lieutenant lightning lineup liquidity livestream
locomotive logo magazine magistrate magnate mainnet manifesto mansion manufacturer marathon mascot matchmaking
mayor mayoralty memo memorandum mercenary militant militia missile missiles mixtape monarch monastery mosque
motorcycle museum musician narcotics navy newspaper nomination nominee offensive officials olympics operatives
operator orchestra organizer ouster oversight owner pact pacts parade paratrooper parole parties party passport
pastor patent patriarch persistence petition petroleum philanthropist photographer pipeline plaintiff planet
platform playoff playoffs podcast poet policeman politician pope premiums presidency priest prince princess
prisoner prisoners producer professor prosecutor prosecutors protocol provider publicist publisher quarterback
quote rapper ratification reaction receiver referendum refinery refugee refugees regulator regulators remix
removal repost reposts representatives reprieve residency residents restaurant retailer retweet retweets rival
robot robotaxi roster sailor scandal scientist screenplay screenwriter seaport secretary senator senators
shareholder shareholders sheriff shipment shipping shipyard shooter shopping singer skater skyscraper smartphone
soccer software soil soldier soloist soundtrack spacecraft speaker spokesman spokesperson spokeswoman spouse
squadron stablecoin stablecoins stadium startup statue statutes stockholder strait streamer studio submarine
subpoena subscriber subsidiary superstar surgeon surgery synagogue syndicate tanker tankers teammate telecommuting
telescope thought tokens torpedo trademark trailer trainer transplant transportation treasurer tribunal troops
turret tycoon typhoon umpire verdict vessel vessels veteran violinist virus visa volunteer warhead warheads
warship warships watchdog waterway wedding whistleblower widow willingness wood wrestler yacht
`
  .trim()
  .split(/\s+/);
