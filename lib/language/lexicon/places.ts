/**
 * Words of names that are one place, body or platform all year round. Behind "in", "at" or "on" no other name is taken:
 * "in El Clasico" and "in the Manchester Derby" are many matches, each with a count of its own.
 */
export const PLACES: ReadonlySet<string> = new Set(
  [
    'afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium belize benin bhutan bolivia bosnia botswana brazil britain brunei bulgaria burundi cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus czechia denmark djibouti ecuador egypt eritrea estonia ethiopia fiji finland france gabon gambia georgia germany ghana greece greenland guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya lithuania luxembourg madagascar malawi malaysia maldives mali malta mauritania mauritius mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand togo tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe netherlands',
    'us usa u.s uk u.k uae eu un united states kingdom emirates america europe asia africa korea zealand guinea',
    'gaza crimea donbas donetsk luhansk kherson kyiv moscow tehran beirut damascus baghdad kabul jerusalem beijing tokyo london paris berlin washington alaska arizona california colorado florida georgia hawaii illinois iowa michigan minnesota nevada ohio oregon pennsylvania texas utah virginia wisconsin',
    'earth moon mars venus jupiter saturn antarctica arctic atlantic pacific hormuz',
    'x youtube twitter instagram tiktok congress senate nasa spacex',
  ].flatMap((line) => line.split(' ')),
);
