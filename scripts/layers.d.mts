export declare const layers: Readonly<Record<string, readonly string[]>>;
export declare const fences: Readonly<Record<string, readonly string[]>>;
export declare function layerOf(path: string): string | null;
export declare function layerProblem(from: string, to: string): string | null;
export declare function fenceProblem(from: string, specifier: string): string | null;
