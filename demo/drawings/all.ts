export const articleDrawings: Record<string, () => string> = {}
export const portraits: Record<string, () => string> = {}
export const covers: Record<string, () => string> = {}
export const houseAdDrawings: Record<string, () => string> = {}
