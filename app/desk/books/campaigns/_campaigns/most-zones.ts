/** Zones the form has room for. */
export const mostZones = 8
