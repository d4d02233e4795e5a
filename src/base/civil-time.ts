/** A date and time of the Gregorian calendar, without a time zone. */
export interface CivilTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 is Sunday. Ignored when a time is converted to seconds. */
  readonly weekday: number;
}

const DAY_SECONDS = 86_400;
/** Days from 1 March of year 0 to 1 January 1970. */
const EPOCH_DAYS = 719_468;
/** Days in 400, 100 and 4 years. */
const DAYS_400 = 146_097;
const DAYS_100 = 36_524;
const DAYS_4 = 1461;

/** Seconds since 1970 of a date; fields beyond their range carry over. Years count from March, so that leap days end them. */
export function toSeconds(time: CivilTime): number {
  const months = time.month - 3;
  const year = time.year + Math.floor(months / 12);
  const month = ((months % 12) + 12) % 12;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const days = year * 365 + leapDays + Math.floor((153 * month + 2) / 5) + time.day - 1 - EPOCH_DAYS;
  return days * DAY_SECONDS + time.hour * 3600 + time.minute * 60 + time.second;
}

/** The date of a number of seconds since 1970. */
export function toCivilTime(seconds: number): CivilTime {
  const days = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds - days * DAY_SECONDS;
  const shifted = days + EPOCH_DAYS;
  const era = Math.floor(shifted / DAYS_400);
  const dayOfEra = shifted - era * DAYS_400;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / (DAYS_4 - 1)) +
      Math.floor(dayOfEra / DAYS_100) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  return {
    year: yearOfEra + era * 400 + (month >= 10 ? 1 : 0),
    month: month >= 10 ? month - 9 : month + 3,
    day: dayOfYear - Math.floor((153 * month + 2) / 5) + 1,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
  };
}
