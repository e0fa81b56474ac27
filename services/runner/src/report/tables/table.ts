/** Figures as text, for the page and for Markdown alike. */
export type Table = {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
};

export type Column = { readonly label: string; readonly align: 'left' | 'right' };

export const text = (label: string): Column => ({ label, align: 'left' });
export const figure = (label: string): Column => ({ label, align: 'right' });
