/** A statistic was asked for with numbers it has no meaning for; the message says which and why. */
export class StatisticsError extends Error {
  readonly code = 'STATISTICS_INPUT';

  constructor(message: string) {
    super(message);
    this.name = 'StatisticsError';
  }
}
