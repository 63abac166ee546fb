/**
 * Prepositions and conjunctions: a closed class of English, none of which is a first name however it is written.
 */
export const JOINING_WORDS: readonly string[] = `
aboard about above absent across after against albeit along alongside although amid amidst among amongst and anti apart
around as aside at atop bar barring because before behind below beneath beside besides between beyond both but by circa
concerning considering contra cum despite down due during either else even except excepting excluding failing following
for from given granted hence how if in including inside instead into lacking lest less like likewise minus modulo near
neither nevertheless next nor notwithstanding now of off on once only onto opposite or otherwise out outside over owing
past pace pending per plus pre pro provided providing qua rather re regarding regardless respecting round sans save
saving seeing short since so still such supposing than that the then thence though through throughout thus till times to
together toward towards under underneath unless unlike until unto up upon versus via vice vs wanting what whatever when
whence whenever where whereas wherever whether which whichever while whilst who whoever whom whose why with within
without worth yet
`
  .trim()
  .split(/\s+/);
