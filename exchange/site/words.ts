/** The few words that change with the locale. Everything else stays English, as does much of the real site. */
const english = {
  buy: 'Buy',
  sell: 'Sell',
  yes: 'Yes',
  no: 'No',
  chance: 'chance',
  volume: 'Vol.',
  orderBook: 'Order Book',
  rules: 'Rules',
  context: 'Market Context',
  amount: 'Amount',
  logIn: 'Log In',
  signUp: 'Sign Up',
  search: 'Search markets',
  headline: 'Explore popular predictions & real-time odds',
  more: 'Show more markets',
  market: 'Market',
  limit: 'Limit',
  trade: 'Log in to trade',
  missing: 'Nothing to see here',
};

export type Words = typeof english;

const translated: Readonly<Record<string, Partial<Words>>> = {
  es: {
    buy: 'Comprar',
    sell: 'Vender',
    yes: 'Sí',
    chance: 'probabilidad',
    orderBook: 'Libro de órdenes',
    rules: 'Reglas',
    amount: 'Cantidad',
    logIn: 'Entrar',
    signUp: 'Registrarse',
    search: 'Buscar mercados',
    more: 'Ver más mercados',
  },
  de: {
    buy: 'Kaufe',
    sell: 'Verkaufe',
    yes: 'Ja',
    no: 'Nein',
    chance: 'Chance',
    orderBook: 'Orderbuch',
    rules: 'Regeln',
    amount: 'Betrag',
    logIn: 'Anmelden',
    signUp: 'Registrieren',
    search: 'Märkte suchen',
    more: 'Mehr Märkte',
  },
  fr: {
    buy: 'Acheter',
    sell: 'Vendre',
    yes: 'Oui',
    no: 'Non',
    chance: 'de chances',
    orderBook: "Carnet d'ordres",
    rules: 'Règles',
    amount: 'Montant',
    logIn: 'Connexion',
    signUp: "S'inscrire",
    search: 'Rechercher',
    more: 'Plus de marchés',
  },
};

export function wordsOf(locale: string): Words {
  return { ...english, ...translated[locale] };
}
