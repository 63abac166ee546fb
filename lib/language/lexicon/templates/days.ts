/** Reviewed templates in which a day moves (reviewed.ts). */
import type { ReviewedGroup } from './reviewed';

export const DAY_TEMPLATES: readonly ReviewedGroup[] = [
  {
    slot: 'deadline',
    side: 'later',
    opening: 'any',
    why:
      'A candle inside the shorter window is inside the longer one with the same first instant, and is ' +
      'never undone; the fixed price is the same in both.',
    not: 'the price at the end of the window, or windows whose first instants differ unseen',
    hashes: [
      '5519b01443db441b426621d1ff3ca9cdca1f231392f9332bff1697b036219764',
      'c31f74712881582d4b9a1e8e206b382c4d1872b0de88e693de9714cc897e08aa',
      'e40e1b4d5c00c465ffcd5af0ccbd86d497674e93ca37467e60ccc5b8810cba33',
      '34934ae7dc4a4666f55b1f1cf8667e2dc7967dc8df893ab91ca6ae981757cd84',
      '8be81f028fc556af100fb09e188295efd5110ac76099825a4cb87dc98c015f6b',
      'f095d0ddea8a4445de173c53bfe103252a14c11028eaff0a727b7c202c7a0382',
      '56c3a94613f320e715bce4f38e79ea9bd48a9f242550e95b78cc231388b4a730',
      'dd109555926622342a036acfa67f879cca7877e57c221bb8fa078e3c01e832ed',
    ],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why: 'A high printed by the earlier day is printed by the later one; the price is the same in both titles.',
    not: 'a price on the date of the title',
    hashes: ['fdab265692871a0eb9b2007da31c01ba4ea189efebc7b0862d9af9837389be9b'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'A strike that hits the named ground by the earlier day has hit it by the later one; what is no ' +
      'strike is said of the strike itself and not of anything after it.',
    not: 'a first strike, an answer to a strike, or strikes that must stop',
    hashes: [
      'ca3ebe4a9283f87cd849a4c8509fb07b6fe02ae8a5ed19cb271063f2c1462d15',
      'd1dde181ddfdc6762ac41a69649f2c22a9921430ec87ffa6a8bf57ddae954687',
      'e704a08c1aeb59cea509051245e9d7639c852d6cfcad8e9ac92d50d61c5fc752',
      '729a5ba4b766e18f550a1d5f4375548e969711982b8458e9863ee056ebf28b67',
      '10f63815391e3f7df11195dfc509e66341c482e8b47ee3056e968b7a8048e429',
      '73a684c553c2dc49767b1f48fabe990a9e67b6cbd9c44e09de23fe5681a7fba3',
      '8acb752ea93ec2341c7e13e67addeda2b8e6a527958f21ff4673180f8aede672',
      'c1bac22ed871963e7059a73ea629321b825f794a786fdac89c3028675194e504',
    ],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'A strike that happened by the earlier day and is confirmed within two days after it is confirmed ' +
      'within two days after the later one.',
    not: 'a strike that must be confirmed before its day, or on the day itself',
    hashes: [
      'ad293bd4beba7d1a4634ea3ff373058e645fdcadfcaf4d8785d8607364207e67',
      '924f8e01047ef710a86418b1453683f32882626a9f60030efe2acd271a1c8211',
      'd5ff3fb8af540c6a837566719c44f0a0455afe003b312ed5f46a46a6cec99076',
    ],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why: 'Both count from their opening; a strike between it and the earlier day is before the later one too.',
    not: 'a market opened after the earlier strike',
    hashes: ['828955b0e2ec0fe7f6c9ff9e987ae2249686a3aac838a6a7a6f200194f25db9b'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'any',
    why:
      'A strike between a named day and the earlier one is between it and the later one; debris and ' +
      'interceptions are judged by the strike alone.',
    not: 'a window whose first day is later',
    hashes: ['35db296134e4ca910e59f0963be4168cfe382ba74f577da949647b1496f77e7f'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'any',
    why:
      'An encounter with force between a named day and the earlier one lies in the longer window; which ' +
      'incidents count depends on the incident only.',
    not: 'the end of hostilities, or an incident of another pair',
    hashes: ['bd882e927655846070cee470feee0e817db9787fefb29c8282149ca25313da67'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'The map shows the place taken by the earlier day, later loss is told not to matter, so it is taken ' +
      'by the later day as well.',
    not: 'the map on the last day, or a place that must be held',
    hashes: [
      'a51b3db85a00da84c1031e1bde4c6bd256706ac728a85a2e24bf6b38b0e5af48',
      'bac21abe2a9506a7f5f9a42aec146046bc9d38dd85e0ae8ff9cecff4b249b953',
      'cfd18f7ed25131fd07ae6c5cc441f9498411a7d4f86f884b9e64f1374313f0e6',
    ],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'Shading that came by the earlier day and outlived the next update counts for the later day too; ' +
      'later loss is told not to matter.',
    not: 'shading that must last until the end of the window',
    hashes: [
      '693a90ef819a8c349c98dbf82e2dfb42b480000048ac17649e3423d2d10a90e6',
      '6798e0008245657c1c2ac4c272e99232a5f5b5c4fb529fc7874148035ecf4357',
    ],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'An offensive that began by the earlier day began by the later one; which islands count is a matter ' +
      'of place.',
    not: 'an offensive that succeeds, or lasts',
    hashes: ['ba4b7cb6fcc667238ef51c84af7a9d46f076a7a171a8659b69b38c8f66e11232'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'A blockade that was enforced for a day by the earlier date was so by the later one; what is none is ' +
      'told of the act itself.',
    not: 'a blockade still in force at the end',
    hashes: ['566c5d748b70a4a83bd4e8abb89a36851d4485bdd9cde9615ed6dd6b357c5b7b'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'A government that fell by the earlier day has fallen by the later one; succession inside it is no ' +
      'fall in either.',
    not: 'a new government that must last',
    hashes: ['5ef8c58a8310fa37d5e225c84fac0e1e2c88384657c6d3dac883aea18957234a'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'Leaving the office for any time at all, or an announcement of it, by the earlier day is so by the ' +
      'later day; a return undoes nothing, because any period is enough.',
    not: 'still out at the end, or replaced by a named person',
    hashes: [
      '5882d4cece5ceafdb60954181a0c984c4708af723ba7f151a8d67c7ec8fc5ad3',
      '45a3798fa01620ac6b9fe97ca330fea654fde06f859756c927df88880256dca7',
      'd87415f94571c0713961acfbe427105e84a2b2aa0621455af9d9a6d3b15e0c2d',
      'e5592d44941e27484d31ea294d51eda878af02f4c9c88d378b08218db6756e69',
      'a519938972a2721c2edd1dabfc9fdd8040f4958fbfc82ebde172e3359e87c19d',
    ],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'Entering the country on foot by the earlier day is entering it by the later one; flights over it ' +
      'count in neither.',
    not: 'a stay that must last, or the first country visited',
    hashes: [
      '5880fe5ec067d15a02053e62317a36e18885219bdbdf8a9ff27835328b60b2c0',
      'ab8af42a7cbecf31f4491fb34901b55bf08d96ed381dd8124bd61a40f0dd6fe5',
      'f16915b838fdb7e53c152c8293f6846462a33d75356446845a3a69e325032c99',
    ],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'An agreement reached, pledged or signed by the earlier day was so by the later one; that it must not' +
      ' come into force or may be part of another deal is told alike.',
    not: 'an agreement that must still stand, or be carried out',
    hashes: [
      'c602c43d382c348d51b8a06097e3da2e04fb77369795ec36de484f84ba2f8b7d',
      '07bb2e11486f9725b7f6558e9b35fcd7228d9f9bb15aa5e58198541dfec2b36b',
      '4cce10cc5a2ccad2c7ef0540b539fe3268b8cfa187b16017b7281dd997cd4fe2',
    ],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'An official statement that operations have ended, made by the earlier day, was made by the later ' +
      'one; nothing is asked of what follows.',
    not: 'operations that stay ended',
    hashes: ['a3da47e57d07e893cc406014e813000bf4535d2d5bd758d3ad68a88c5a90841d'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'The announcement that all forces are out, made by the earlier day, was made by the later one, ' +
      'whatever is held or done afterwards.',
    not: 'forces that stay out',
    hashes: ['91e8d68237229ab22a6330d17c10c9215d55e22bd6fe31cef44968f4b736c5e4'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why: 'A bill enacted by the earlier day was enacted by the later one.',
    not: 'a law that is in force on the day, or not struck down',
    hashes: ['5c7a6095113b55533d5c7884118bad0a1f20cb44fabe1dc3e1b1a2c0044c5e51'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why: 'A ban enacted by the earlier day was enacted by the later one, whenever it takes effect.',
    not: 'a ban in force on the day',
    hashes: ['c5a089ece24ba40a32cc7a62756c0cfb88c1199dc726814685c116fa3d02a61d'],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'A model open to the public by the earlier day was opened by the later one; names and closed tests ' +
      'are judged by the release.',
    not: 'the best model on the day, or a release that stays open',
    hashes: [
      '45d69aea373dbd0eaba547b26d16c200a983175609ed92df937baf2f0965e243',
      '8de65e1ddeb403c6ab06fe62843aac38a6dfd7f7e909dd8b3309cc4eaa9d6347',
    ],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'A token that was launched and could be traded by the earlier day was launched by the later one; ' +
      'announcements count in neither.',
    not: 'a token that is still traded on the day',
    hashes: [
      '651a44b95e892e2bc857347ebc89115f1d66b7da97694695659bcdcdb8613e93',
      '758c8f99af2ec4faf9b7b05b95e8bd21308a618da09ccb9e6ff25204cfc2cdb5',
    ],
  },
  {
    slot: 'deadline',
    side: 'later',
    opening: 'together',
    why:
      'A test carried out by the earlier day was carried out by the later one; who did it and what it was ' +
      'do not change.',
    not: 'a test of another country, or no test',
    hashes: ['a9c9d693779555ab86dd025a3d3993dc2baa9f32f26536004d46ba7f51b3f1e6'],
  },
];
