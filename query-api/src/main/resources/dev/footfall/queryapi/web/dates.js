// UTC days as YYYY-MM-DD, and their names; the year is in those that are not of this year.
const DAY_MILLIS = 86_400_000;

const formatter = more => new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC", ...more });
const short = [formatter({}), formatter({ year: "numeric" })];
const long = [formatter({ weekday: "short" }), formatter({ weekday: "short", year: "numeric" })];

export const dateOf = millis => new Date(millis).toISOString().slice(0, 10);
export const today = () => dateOf(Date.now());
export const plusDays = (date, n) => dateOf(Date.parse(date) + n * DAY_MILLIS);
export const daysOf = ({ from, to }) => (Date.parse(to) - Date.parse(from)) / DAY_MILLIS + 1;

const named = ([ofThisYear, ofAnyYear], date) => (date.slice(0, 4) === today().slice(0, 4) ? ofThisYear : ofAnyYear).format(new Date(date));
export const shortDate = date => named(short, date);
export const longDate = date => named(long, date);
