/** A picture for an event: two tones drawn from its id and the first letter of its title. */
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function icon(id: string, title: string): string {
  // Steps of the golden angle keep neighbouring ids apart.
  const hue = Math.round(
    ([...id].reduce((sum, character) => sum * 10 + (character.charCodeAt(0) % 10), 0) * 137.508) % 360,
  );
  const letter = (title[0] ?? '?').toUpperCase().replace(/[&<>"]/g, (character) => escapes[character] ?? '');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><defs><linearGradient id="g" x1="0" y1="0" x2="1" ` +
    `y2="1">` +
    `<stop stop-color="hsl(${hue} 58% 56%)"/><stop offset="1" stop-color="hsl(${(hue + 38) % 360} 62% ` +
    '40%)"/></linearGradient></defs>' +
    `<rect width="64" height="64" rx="12" fill="url(#g)"/><circle cx="50" cy="14" r="22" fill="#fff" opacity=".12"/>` +
    '<text x="32" y="43" font-family="system-ui,sans-serif" font-size="30" font-weight="700" fill="#fff" ' +
    `text-anchor="middle">${letter}</text></svg>`
  );
}
