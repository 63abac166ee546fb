/**
 * Names that a number follows as a part of them, as they are written: "Claude 5" is not five of anything. Only names
 * behind which no amount is ever written.
 */
import { linesOf } from './lines';

export const NUMBERED_NAMES = linesOf(`
Claude
GPT
Gemini
Grok
Llama
Sonnet
Opus
Haiku
Qwen
Mistral
iOS
Android
iPhone
Windows
Xbox
PlayStation
Season
Episode
Chapter
Artemis
Formula
Category
category
Phase
Tier
Stage
`);
