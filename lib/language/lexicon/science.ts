/**
 * Health, nature, learning and sport, for the closed vocabulary (vocabulary.ts).
 * A word stands here only if, wherever it stands in a sentence, it can neither deny, limit, order nor measure what the
 * sentence says: no "lack", "rate", "annual", "only", "leading".
 */
import { linesOf } from './lines';

/** What is studied, healed, grown or played. */
export const SCIENCE = linesOf(`
drug
drugs
vaccine
vaccines
treatment
therapy
immunotherapy
cancer
disease
virus
pandemic
gene
genes
genome
protein
species
organism
organisms
embryos
health
healthcare
medicine
food
water
crop
crops
ocean
sea
river
rainforest
planet
planets
comet
asteroid
exoplanet
particle
matter
physics
chemistry
biology
genetics
immunology
microbiology
pharmacology
philosophy
ethics
science
research
discovery
education
school
schools
university
universities
sport
sports
football
soccer
basketball
tennis
baseball
hockey
`);
