/** Reviewed templates in which an amount moves (reviewed.ts). */
import type { ReviewedGroup } from './reviewed';

export const AMOUNT_TEMPLATES: readonly ReviewedGroup[] = [
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why:
      'One candle between two named instants that goes as far up also goes less far; candles are facts, and' +
      ' nothing said beside them is about the amount.',
    not: 'the last close of the window, a close on one day, or a level that must be held',
    hashes: [
      '832a778bd7f13797534dc3463803ad4d0d6beea6a47022c4659ae0643e624863',
      'b2a784cd80d9d4129f270f1262f6b706be4ee04383a58f7a9eee8d2f9284da45',
      '5fddf8c89654290370ab7c83a20d53661b538055a9b8f651d9fc08e38dbc5fd3',
      '5cfc2fe558e65dbfc4564eef9257629d72c87bf5a2c975e0207fbf1c6550e748',
      '0603dcf978f374e0ea2b69ea61fc8f09c3045f37fcd864bc8415f53ba71ed4bf',
      'f5c2aa0a699af14b1e792450e0989fa76c841afdd34dd4510d1f505b70c9ed21',
    ],
  },
  {
    slot: 'amount',
    side: 'down',
    opening: 'any',
    why:
      'One candle between two named instants that goes as far down also goes less far; candles are facts, ' +
      'and nothing said beside them is about the amount.',
    not: 'the last close of the window, a close on one day, or a level that must be held',
    hashes: [
      'f3ab65e18ae7de41b14ae4b644e5f20bba0d1beb3e6e0b64475ab1e44bba71ab',
      '39b383c077dadb36c041e69b40ced5281cdc7226ff0bc94c3909cbb6a784e54e',
      'a9e0d1af3e40cd65702f81701c7e2b7d0c23f158d9914ebb3a5b9bbb4cd4fcd0',
      'b7ffef5a32688be5ee66bb407624c67a27d4bce7e721d70d5f676334152244fb',
      '5e832d7fbca94bda72832d26b5f3a3f1e5c488ee90e160dd3d00b024598b98e5',
    ],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why: 'One valuation at one instant after one launch is compared with two amounts; without a launch both pay No.',
    not: 'locked tokens counted for one of the two, or another instant',
    hashes: [
      'a27108f56923f48a99f37fb56f4de10874c8c12b05670505b12143a0b1ec984f',
      'e22e91620af06d2e947888965de0befeedba2deb7efb2d67c7290aadf2a4a54a',
    ],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why:
      'One valuation of one token at one instant is compared with two amounts; what a launch is, how it is ' +
      'valued and the No without a launch are the same in both.',
    not: 'market cap for one and diluted value for the other, or another day after launch',
    hashes: [
      '9de1bf40f6a023065d46ff341cb9fe411d09186e1fc8391aa6c5b387db1f152d',
      '2f3e0130ba0c4dec4cc7ab272c9d05ef7408e534ffea681d79d5ed3e9612e166',
      'c0af8bae96f2312880c06c84bb9da76f1f04ed3f8e331b541ca83d8dc3386b07',
      'dd1fac7ca4576b2771a01ba291b7e52d4e1529495a8e93025ffeec62703d24d6',
      '085b30e3d284c06392758c167441676feb23763f8b5bb1c25260b371a2ff1081',
      '6f861d3dbf81a7698d9c0abc494d9799302d7af767fe6d1ea00cdd4c98b9980c',
    ],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why:
      'One candle of one minute of one day: a close above the higher price is above the lower one; decimals' +
      ' are read alike.',
    not: 'a row of ranges with a bracket rule, or another minute',
    hashes: ['95ce2eaa27ba02c56eef2c0ec812e46c0cf519c535d32dd1c5b89ce971fe95a3'],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why: 'One final close of the year is at or above the higher price only if it is at or above the lower one.',
    not: 'any close during the year, or the contract of another month',
    hashes: ['067cdd77a9391c535780e569e4a65eb16da2d7c19b7151306e8e347d9776ff16'],
  },
  {
    slot: 'amount',
    side: 'down',
    opening: 'any',
    why: 'A yield listed for some day below the lower level is below the higher one; days and table are the same.',
    not: 'the last day of the window, or another maturity',
    hashes: [
      '173b70c3797353512413c6203f17cc37b11475d7eaf11de892f28e2643b474af',
      '85351e499dcc2b2d544e855d1bcf458516bfe9c9b2a81d05164f933abd05f95f',
    ],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why:
      'One published rate with one decimal: a tenth above the higher level is at least a tenth above the ' +
      'lower one; examples and the date of the report move with it or stand still.',
    not: 'rates reported with two decimals, or a revised figure for one of the two',
    hashes: [
      'e3f064ff260e798da318b0ccbc47b646ca8b573b07e6d6cbdcf4854aa4ea7617',
      '8b1cbf5a9adf5c63c0dd36e2aa5a9f9d54446846a3cc3d10aa1fa80b875d6e3a',
    ],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why: 'Some monthly rate of the year above the higher listed percentage is above the lower one, month by month.',
    not: 'the rate of one named month',
    hashes: ['0bc9fef181c85483be04fd8d05a736b6cf61c2eb4d067ec8b0f50c36650a4a60'],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why:
      'At least so many cuts of a fixed size in one year are at least fewer of them; how larger cuts are ' +
      'counted is the same in both.',
    not: 'exactly so many cuts, or net of rises',
    hashes: ['4aa78906839da1561b6c3aec5e0c281d98c9e18b1f24e93969b49ab3f096e105'],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why:
      'One yearly number of removals in one report is at or above the larger count only if it is at or ' +
      'above the smaller one.',
    not: 'a row of ranges, or another report',
    hashes: [
      '99dd23cbdef97d4b008248141b2cd018baea20c63fc8d4d6707749e2fe92e77d',
      '8e5f10d2933ba1dc3a41f98560a6d38afffe6758d10a6ae159580ea25ce558cf',
    ],
  },
  {
    slot: 'amount',
    side: 'down',
    opening: 'any',
    why: 'One yearly number of removals in one report below the smaller count is below the larger one.',
    not: 'a row of ranges, or another report',
    hashes: ['093aabebc33cab5ae4aecf0722daf6135c3c2f00256307995f42ba47ea813888'],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why:
      'One final domestic figure of one weekend above the larger amount is above the smaller one; the ' +
      'fallback source serves both.',
    not: 'worldwide figures, or studio estimates for one of the two',
    hashes: [
      'b465a37b0fc9dbc18a7856b6643ea0146bdcf3b8ef6e2d73e58798400f440091',
      '906349a59938f198a5fa1f597e0517058c19038f3bf4a0bf3fbbded7a36c2eda',
    ],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why: 'One final price of one sale above the larger amount is above the smaller one; without a sale both pay No.',
    not: 'the hammer price without fees for one of the two',
    hashes: ['d61d0dcb26475a9d9b7cf2a2d79160a9529caa889186a50ad803bab49882c2b3'],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why:
      'One final sum of commitments above the larger number is above the smaller one; where it cannot be ' +
      'checked both pay No.',
    not: 'a cap that lowers accepted sums for one of the two',
    hashes: [
      'e5f410e594ef562c66cb8a2d83d25f86a7712ad6f34c304fc5a9accc7d5f603b',
      '4a416e0bb6141e2facc516de2c2f7be5b88107d8f2311ed21221d032cf4a1d06',
    ],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'together',
    why: 'Holdings that reach the larger number at some time by the day reach the smaller one at that time.',
    not: 'holdings on the last day',
    hashes: ['e7dd438509d7ed6c288d7effb29567b535f635ae96d5e9307443e1c8f46664d9'],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'together',
    why:
      'A listed score at or above the larger percentage is at or above the smaller one; models and ' +
      'leaderboard are the same.',
    not: 'the best score on the last day, or another tier of the test',
    hashes: ['4ede64b3fbd7e4bbe6a35b8a341239aefe929bee2f206903966e484daa4ebd88'],
  },
  {
    slot: 'amount',
    side: 'up',
    opening: 'any',
    why:
      'One box score of one game: more than the larger count is more than the smaller one; who does not ' +
      'play, and games put off or dropped, are treated alike.',
    not: 'both answers named after sides, or a count over several games',
    hashes: [
      'bcb8053ff54e1f86974f13ed6ab2c0febaf28ead9972aa73d65c984bb5250dbc',
      '1d605d1bf96c1b1849fdcfdf10e748dbe0ed6a6fbae3151bb4418b3097960e96',
      'b7d362f2c8ae70abe27481222fed32c514311ee3d4cd17e6cf8ce98dfa38b0b4',
    ],
  },
];
