/** Every attack. */
import type { Attack } from './attack';
import { scriptAttacks } from './scripts';
import { styleAttacks } from './styles';

export const attacks: readonly Attack[] = [...styleAttacks, ...scriptAttacks];
