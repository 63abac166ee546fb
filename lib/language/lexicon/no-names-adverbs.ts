/**
 * Adverbs without "ly" from WordNet 3.1 (Princeton University, WordNet licence) that are no nouns: no names, however
 * they are written ("Tesla Seldom sells").
 */
export const NO_NAME_ADVERBS: readonly string[] = `
aback abaft abeam abed aboard aborad about aboveboard abreast abroad across adrift afar afield afoot afresh aft
after afterward afterwards again ago aground ahead ahorse ahorseback akimbo alas alee alfresco alike all all-
fired almost aloft alone along alongside aloof aloud already alright also always amain amidship amidships amiss
amok amuck anew anon anticlockwise any anyhow anymore anyplace anyway anyways anywhere apace apart apiece
apropos aright around asap asea ashore askance askew aslant asleep astern astraddle astray astride asunder
athwart atop away awful awhile awry baby-like baby-wise backward backwards bannerlike bareback barebacked
barefoot barefooted bce before beforehand behindhand belike below beneath besides betimes between betwixt beyond
big bloody boylike breadthways breadthwise breast-deep breast-high bright broadwise but cap-a-pie caudal chock-
a-block chop-chop clockwise closest coastward coastwise commendable connubial consecutive contrariwise
counterclockwise cross-country cross-legged crosstown crossways crosswise daylong deadpan decent defenceless
defenseless devilish dingdong direct disregarding disregardless doggo dolce doubtless downfield downright
downriver downstairs downstream downward downwards downwind drop-dead each earlier earliest eastwards easy
edgeways edgewise either elsewhere end-to-end endways endwise ergo erst erstwhile ever evermore everyplace
everywhere extempore face-to-face fain false farther farthest faster fastest feetfirst first-rate firsthand
flip-flap foremost forever forevermore forrad forrader forrard forsooth forthright forthwith forwards fourfold
fresh frontward frontwards full-time further furthermore furthest goddam goddamn goddamned gratis half-price
half-time halfway haphazard hard head-on head-to-head headfirst headlong heavenward heavenwards hell-for-leather
helter-skelter hence henceforth henceforward hereabout hereabouts hereby herein hereinafter hereinbefore hereof
hereto heretofore hereunder hereupon herewith higgledy-piggledy hither hitherto homeward homewards however
hundredfold ibidem incognito indeed indoors infra inland inshore insofar insomuch instead interdepartmental
inveterate inward inwards irregardless irrespective jocular just kinda knee-deep landward landwards late later
leastways leastwise legato lengthways lengthwise lento less lief likewise literatim live long longest longwise
loose loud lowest malapropos man-to-man maybe mayhap mellow midmost midships mighty millionfold molto moreover
most nationwide near nearby nearer nearest needs neurobiological never nevermore nevertheless new next nigh
nigher nighest ninefold nohow non nonetheless north-east north-northeast north-northwest north-west northwards
not notwithstanding nowise off off-hand off-the-clock offhand offhanded offshore oft often oftener oftentimes
ofttimes once one-on-one onshore onstage onward onwards orad otherwise outright outward outwards overboard
overleaf overnight oversea overseas overside part-time parttime passim pell-mell perchance perforce perhaps
person-to-person phonemic pickaback piecemeal pig-a-back pit-a-pat pitty-pat pitty-patty plaguey plaguy please
point-blank post-free post-haste post-paid powerful precious prestissimo presto pretty prn pronto quicker
quickest quite rallentando rather rearwards red-handed regardless rent-free right-down round-arm scarce scienter
scorching seawards second-best secondhand seldom seriatim sevenfold sheer shoulder-to-shoulder sic sidearm
sidelong sideward sidewards sideway sideways sidewise single-handed sixfold skew-whiff sky-high skyward skywards
slam-bang slantways slantwise slap-bang slapdash slow slower slowest so-so soft some someday somehow someplace
sometime sometimes someway someways somewhat soon soonest sopping south-east south-southeast south-southwest
south-west southwards spaceward spacewards staccato stark steaming stepwise stock-still straight-backed
straightway such supra sure tenfold thence thenceforth thereabout thereabouts thereafter thereby therefor
therefore therefrom therein thereinafter thereof thereon thereto theretofore therewith therewithal thin
thirdhand thither though thousand-fold threefold thrice through throughout tight tip-top toe-to-toe together
tongue-in-cheek too topsy-turvy twice twofold unaccompanied unawares unbeknown unbeknownst unco under underarm
underfoot underhand underneath unrecognisable unthinking up-country uppermost upriver upstate upstream upward
upwards upwind verbatim very videlicet vivace wafer-thin waist-deep waist-high warm well-nigh well-timed
westwards whence wheresoever wherever whopping wide withal within wondrous yeah yet yon yonder
`
  .trim()
  .split(/\s+/);
