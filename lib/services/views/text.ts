/** Money and sizes inside sentences, exact and rounded against the reader's hopes. */

const CENT = 10_000;

/** What comes back: rounded down to the cent. */
export function dollarsDown(micros: number): string {
  return dollars(Math.floor(micros / CENT));
}

/** What goes out: rounded up to the cent. */
export function dollarsUp(micros: number): string {
  return dollars(Math.ceil(micros / CENT));
}

function dollars(cents: number): string {
  const digits = Math.abs(cents).toString().padStart(3, '0');
  return `${cents < 0 ? '−' : ''}$${digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}

/** Shares without trailing zeros. */
export function shares(micros: number): string {
  const text = (Math.floor(micros / CENT) / 100).toFixed(2);
  return text.replace(/\.?0+$/, '');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Seconds with one decimal below ten. */
export function seconds(ms: number): string {
  const value = Math.max(0, ms) / 1000;
  return value < 10 ? `${value.toFixed(1)} s` : `${Math.round(value)} s`;
}
