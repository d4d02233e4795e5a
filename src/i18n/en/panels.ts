/** Words of the panels and of the pictures in them. */
export const panels = {} as const;
