/** An answer to an opening request, whole. */
export interface HttpAnswer {
  readonly status: number;
  /** Names are lowercase; what came several times is joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
