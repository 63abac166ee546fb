import { useState, type ReactNode } from 'react';
import type { CommandReply } from '../../protocol/commands';
import type { AccountView, LoginView } from '../../protocol/views';
import { Outside } from './basics';
import * as en from '../../words/en';
import { moneyRoundedDown, plainText, shortHex } from '../../words/format';
import { usePorts } from '../shell/context';

type Providers = CommandReply<'listWallets'>['providers'];

/** Shows the connected account, or lets the user choose a wallet; none is ever chosen for them. */
export function Wallet({
  account,
  login,
}: {
  readonly account: AccountView | null;
  readonly login: LoginView | null;
}): ReactNode {
  const { command } = usePorts();
  const [providers, setProviders] = useState<Providers | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);

  const run = async (begin: string, work: () => Promise<string>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setNote(begin);
    setNote(await work());
    setBusy(false);
  };
  const list = async (): Promise<string> => {
    const reply = await command('listWallets', {});
    if (!reply.ok) return en.failure(reply.error);
    setProviders(reply.value.providers);
    return reply.value.providers.length === 0
      ? 'No wallet was found in the Polymarket page. Unlock or install one, reload that page, and look again.'
      : '';
  };
  const connect = async (uuid: string): Promise<string> => {
    const reply = await command('connectWallet', { uuid });
    if (!reply.ok) return en.failure(reply.error);
    setProviders(null);
    return '';
  };
  const choose = async (funder: string): Promise<string> => {
    const reply = await command('chooseAccount', { funder });
    return reply.ok ? '' : en.failure(reply.error);
  };
  const disconnect = async (): Promise<string> => {
    const reply = await command('disconnectWallet', {});
    return reply.ok ? '' : en.failure(reply.error);
  };

  return (
    <section className="block" aria-label="Wallet">
      {account ? (
        <div className="across">
          <span>
            <strong>{shortHex(plainText(account.funder, 42))}</strong>{' '}
            <span className="soft">
              {account.balanceMicros === null ? 'balance not known' : moneyRoundedDown(account.balanceMicros)}
            </span>
            <br />
            <span className="soft">
              <Outside max={40}>{account.walletName}</Outside>, signs as {shortHex(plainText(account.owner, 42))}
            </span>
          </span>
          <button type="button" className="button" onClick={() => void run('', disconnect)}>
            Disconnect
          </button>
        </div>
      ) : (
        <div className="across">
          <span className="soft">No wallet connected</span>
          <button type="button" className="button" onClick={() => void run('Looking in the Polymarket page…', list)}>
            {providers ? 'Look again' : 'Connect wallet'}
          </button>
        </div>
      )}
      {account ? <ToCome account={account} /> : null}
      {login?.kind === 'choose' ? (
        <Choice login={login} choose={(funder) => void run('', () => choose(funder))} />
      ) : null}
      {account || !providers ? null : (
        <ProviderList
          providers={providers}
          choose={(uuid) => void run('Look at your wallet: it asks you to confirm.', () => connect(uuid))}
        />
      )}
      <p className="note soft" role="status">
        {plainText(login?.kind === 'young-key' ? en.wallet.youngKey : note)}
      </p>
    </section>
  );
}

/** The owner's deposit wallet, while it does not exist. */
function ToCome({ account }: { readonly account: AccountView }): ReactNode {
  if (!account.undeployed) return null;
  return <p className="note soft">{en.wallet.undeployed(shortHex(plainText(account.undeployed, 42)))}</p>;
}

/** The owner's wallets where the venue does not make clear which one is used; whole addresses, to compare. */
function Choice({
  login,
  choose,
}: {
  readonly login: Extract<LoginView, { readonly kind: 'choose' }>;
  readonly choose: (funder: string) => void;
}): ReactNode {
  return (
    <>
      <p className="note judge">{en.wallet.choose(login.because)}</p>
      <ul className="providers">
        {login.wallets.map(({ funder, signatureType, isProfile }) => (
          <li key={funder}>
            <button type="button" className="button" onClick={() => choose(funder)}>
              <span>
                {plainText(funder, 42)}
                <br />
                <span className="soft">
                  {en.wallet.kind(signatureType)}
                  {isProfile ? `, ${en.wallet.isProfile}` : ''}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function ProviderList({
  providers,
  choose,
}: {
  readonly providers: Providers;
  readonly choose: (uuid: string) => void;
}): ReactNode {
  const claims = (rdns: string): number => providers.filter((each) => each.claimedRdns === rdns).length;
  return (
    <ul className="providers">
      {providers.map((provider) => (
        <li key={provider.uuid}>
          <button type="button" className="button" onClick={() => choose(provider.uuid)}>
            {/^data:image\/(?:png|svg\+xml|jpeg|webp|gif)[;,]/.test(provider.icon) ? (
              <img src={provider.icon} alt="" width={20} height={20} />
            ) : (
              <span className="no-icon" />
            )}
            <span>
              <Outside max={40}>{provider.name === '' ? 'Unnamed wallet' : provider.name}</Outside>
              <br />
              <span className={claims(provider.claimedRdns) > 1 ? 'judge' : 'soft'}>
                {provider.claimedRdns === '' ? (
                  'does not say who it is'
                ) : (
                  <>
                    claims to be <Outside max={60}>{provider.claimedRdns}</Outside>
                  </>
                )}
                {provider.claimedRdns !== '' && claims(provider.claimedRdns) > 1 ? '; so does another one' : ''}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
