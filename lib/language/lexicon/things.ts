/**
 * Names of things and their plain properties, for the closed vocabulary (plain-words.ts). A word stands here only if,
 * wherever it stands in a sentence, it can neither deny, limit, order nor measure what the sentence says: no "lack",
 * "rate", "annual", "only", "leading".
 */
export const THINGS: readonly string[] = [
  // Who acts.
  'agency agencies administration committee commission council ministry department organization organizations institution institutions association authority authorities official officials politician politicians representative representatives delegate delegates citizens residents voters candidate candidates nominee nominees actor actress director singer artist artists writer author journalist lawyer judge jury researcher researchers scientist scientists astronaut astronauts crew athlete athletes player players team teams club clubs league coach referee student students teachers patient patients customer customers traders soldiers troops police army navy forces diplomat diplomats ambassador administrator laureate philosopher individual individuals someone anyone everyone they he she it him them these those such another other',
  // What is made, said or held.
  'election elections referendum campaign nomination legislation bills laws policy policies regulation regulations ruling constitution amendment initiative framework standard standards program programs project projects proposal plan plans budget funding revenue sales tax taxes tariff tariffs sanctions subsidies merger acquisition partnership sponsorship settlement lawsuit trial verdict warrant warrants statement letter speech announcement publication information evidence study studies paper papers journal interview podcast show series documentary video trailer curriculum ceremony conference summit meeting visit tour tournament tournaments championship championships trophy cup match matches game games race races prize olympics',
  'energy power plant plants reactor reactors fuel gas carbon emissions climate grid grids infrastructure network networks system systems technology technologies intelligence machine learning computer computers computing quantum algorithm software hardware internet website platform service services product products device devices equipment tool tools chip chips camera engine robot robots robotics vehicle vehicles car cars truck trucks aircraft plane ship ships drone drones station base',
  'drug drugs vaccine vaccines treatment therapy immunotherapy cancer disease virus pandemic gene genes genome protein species organism organisms embryos health healthcare medicine food water crop crops ocean sea river rainforest planet planets comet asteroid exoplanet particle matter physics chemistry biology genetics immunology microbiology pharmacology philosophy ethics science research discovery education school schools university universities sport sports football soccer basketball tennis baseball hockey',
  'space use used usage based construction establishment development modification editing candidacy background traffic markets process experiment constellation detection element contest crop pharmaceutical biotechnology waste propulsion cannabis spacesuit satellites equipment output electricity reporter expulsions recalls personnel results series results industry sector tourism generation imports exports duties greenhouse capita surveillance spaces fleet nationals governments',
  'war peace conflict attack attacks invasion incident accident explosion evacuation border borders region regions province town cities village island embassy airport park surface orbit independence membership recognition approval endorsement support',
  // Which one it is.
  'artificial electric autonomous renewable solar wind geothermal fusion human robotic digital virtual electronic commercial private domestic foreign regional local statewide nationwide worldwide bilateral economic financial political democratic republican scientific clinical chemical biological genetic environmental ethical judicial constitutional criminal civil professional male female former sitting crewed lunar orbital deadly reusable large-scale peer-reviewed comprehensive formal mandatory universal free dark open special joint direct independent legislative executive recreational genetically modified armed state-wide single-use heavy-duty gene-editing personalized collaborative internationally african asian taiwanese ai ai-powered ai-driven co-writer diplomatic external',
  'or by into per via using involving regarding concerning related including relating aimed allowing mandating requiring focused',
].flatMap((line) => line.split(' '));

/**
 * Further things that happen at a moment (see EVENTS in plain-words.ts); "ban=banned" gives a participle that no rule
 * forms.
 */
export const MORE_EVENTS =
  'pass endorse sponsor terminate enter arrive travel invoke impose expel=expelled recall mandate legalize annex secede broadcast=broadcast premiere conduct perform demonstrate develop produce build=built construct install create design reveal present submit=submitted propose grant hire attack strike=struck kill assassinate injure rescue collide erupt detect observe identify isolate synthesize clone solve retire return sue acquit sentence testify apologize exit dissolve default ban=banned find=found report host accept achieve commit=committed credit';

/** Ways in which something is done that leave open neither whether nor when. */
export const MANNERS: readonly string[] = 'successfully directly jointly explicitly commercially internationally'.split(
  ' ',
);

/**
 * Names that rules bring in beside those of the title. Any other word that is only written large in the rules may be an
 * ordinary one ("Tesla Somehow sells"), and no rule may judge it.
 */
export const KNOWN_NAMES: ReadonlySet<string> = new Set(
  [
    'binance coinbase kraken okx bybit uniswap coingecko coinmarketcap pyth chainlink nasdaq comex cme gc00 google apple microsoft amazon meta nvidia tesla openai anthropic deepseek reuters bloomberg wikipedia strava metaculus',
    'emmanuel donald joe vladimir volodymyr benjamin keir nicolás nicolas xi elon sam tim mark jeff kamala',
    'president prime minister united states kingdom america american european union republic federation islamic arab emirates north south korea korean new zealand saudi arabia hong kong',
    'france french germany german italy italian spain spanish portugal poland polish ukraine ukrainian russia russian china chinese japan japanese india indian iran iranian iraq israel israeli gaza lebanon syria syrian turkey turkish egypt venezuela venezuelan brazil brazilian argentina mexico mexican canada canadian australia australian cuba cuban taiwan pakistan afghanistan greenland denmark norway sweden finland netherlands belgium switzerland austria hungary romania serbia greece ethiopia nigeria sudan kenya vietnam thailand indonesia philippines colombia chile peru',
    'paris london washington moscow kyiv beijing tokyo york california texas florida pacific atlantic',
    'nasa esa spacex faa fda cdc noaa usgs fomc sec doj fbi cia nato eu un us uk u.s u.k u.n usa imf opec bls bea nba nfl nhl mlb fifa uefa olympic olympics earth mars moon',
  ].flatMap((line) => line.split(' ')),
);
