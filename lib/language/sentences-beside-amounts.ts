/**
 * What may stand beside the sentence that decides, where amounts are compared with amounts: a list of what is let
 * through. "Goals of different matches are not added up", "the number must be published by January 31", "will be
 * resolved to the lower bracket" and "may be paid ahead of its end" each break what two amounts say of each other, and
 * no list of such sentences can be complete.
 */
import { isKnownWording, namesOnlySource } from './sentences-beside-rungs';
import { pattern } from './pattern';

const FORMS: readonly RegExp[] = [
  /^otherwise (?:this (?:market|question) |it )?(?:will )?(?:resolves? )?to no$/,
  pattern([
    String.raw`^please note that this market is about the price according to [^<]+ not according to other`,
    String.raw` (?:sources|exchanges)(?: or (?:spot markets|trading pairs|sources))?$`,
  ]),
  /^(?:however )?a consensus of credible reporting (?:may|will|can) (?:also )?be used(?: as well)?$/,
  /^prices from other exchanges or trading pairs do not count$/,
  /^price precision is determined by the number of decimal places in the source$/,
];
/** "A launch counts when the vehicle leaves the pad": says what is counted, the same in all texts. */
const DEFINITION = /^an? (?:\S+ )?(\S+) (?:counts?|will count|is considered|will be considered|refers to|means) /;
/** Would split the count, weigh it, set a condition, or pay otherwise or early. */
const BREAKS = pattern([
  String.raw`\b(?:one|two|single|same|different|each|every|per|any|either|both|separate\w*|half|twice|double`,
  String.raw`|average|mean|median|sum|added|must|only|requir\w*|provided|unless|until|void\w*|cancel\w*`,
  String.raw`|resolv\w*|settl\w*|pays?|paid|disput\w*|disagree\w*|early|earlier|prior|before|after|ahead`,
  String.raw`|immediate\w*|once|soon\w*|yes|no|not|never|nor|revis\w*|correct\w*|updat\w*|estimat\w*|instead`,
  String.raw`|default\w*|brackets?|higher|lower|highest|lowest|threshold|amount|title|listed|specified`,
  String.raw`|question|if|when)\b`,
]);

/**
 * @param options.names names of these rules
 * @param options.isCounted whether a word names what these markets count
 */
export function isHarmlessBesideAmounts(
  sentence: string,
  { names, isCounted }: { readonly names: ReadonlySet<string>; readonly isCounted: (word: string) => boolean },
): boolean {
  if (FORMS.some((form) => form.test(sentence)) || namesOnlySource(sentence, { names })) return true;
  const [lead = '', noun = ''] = DEFINITION.exec(sentence) ?? [];
  const said = sentence.slice(lead.length).replace(/^(?:if|when) /, '');
  return isCounted(noun) && !said.includes('<') && !BREAKS.test(said) && isKnownWording(said, names);
}
