/** What was signed and not sent, as the interface sees it, and the user's word that they have seen it. */
import { isSameAccount } from '../../domain/account';
import { ok } from '../../domain/result';
import type { KeptSignature } from '../../domain/signature';
import type { SignaturesView, SignatureView } from '../../protocol/views';
import type { PortfolioService } from '../portfolio/portfolio';
import type { Slice } from '../slice';
import { isQuiet } from './account';
import type { SignaturesService } from './signatures';

/** A view stays small; what is not seen yet stands first. */
const SHOWN = 40;

export interface SignatureSliceSources {
  readonly signatures: SignaturesService;
  readonly portfolio: Pick<PortfolioService, 'session' | 'subscribe'>;
}

export function createSignatureSlice({
  signatures,
  portfolio,
}: SignatureSliceSources): Slice<'signatures', 'acknowledgeSignatures'> {
  return {
    name: 'signatures',
    load: signatures.load,
    topics: { signatures: () => signaturesView(signatures, portfolio) },
    commands: {
      async acknowledgeSignatures() {
        const kept = await signatures.acknowledge();
        return kept.ok ? ok({}) : kept;
      },
    },
    wakes(wake) {
      signatures.subscribe(() => wake(['signatures', 'now', 'page', 'account', 'orders', 'health']));
      portfolio.subscribe(() => {
        signatures.nudge();
        wake(['signatures']);
      });
    },
    close: signatures.close,
  };
}

function signaturesView(signatures: SignaturesService, portfolio: SignatureSliceSources['portfolio']): SignaturesView {
  // What the wallet or the venue refused is watched, but nothing to read as long as nobody posts it.
  const shown = signatures.unsent().filter((each) => !isQuiet(each));
  const session = portfolio.session();
  const hidden = shown.find(({ account }) => session === null || !isSameAccount(session.account, account));
  const ordered = [...shown].sort((a, b) => rank(a) - rank(b));
  return {
    bets: ordered.slice(0, SHOWN).map(viewOf),
    more: Math.max(0, ordered.length - SHOWN),
    problem: signatures.problem(),
    connect: hidden?.account.owner ?? null,
  };
}

const rank = ({ acknowledged, found }: KeptSignature): number => (acknowledged ? 2 : 0) + (found === null ? 1 : 0);

function viewOf(kept: KeptSignature): SignatureView {
  const { eventTitle, label, token, side, sizeMicros, limitPriceMicros, answer, acknowledged, found } = kept;
  return {
    ...{ eventTitle, label, token, side, sizeMicros, limitPriceMicros, answer, acknowledged },
    found: found && {
      resting: found.resting,
      filledMicros: found.filledSizeMicros,
      paidMicros: found.paidMicros + found.feeMicros,
    },
    askedAtMs: kept.askedAtMs,
  };
}
