import chineseDays from 'chinese-days';

/** `YYYY-MM-DD`. */
export type Day = string;

/** China's statutory calendar, with the days worked in lieu (调休). */
export const workCalendar = {
  isWorkday(day: Day): boolean {
    return chineseDays.isWorkday(day);
  },

  /** A statutory holiday proper: an ordinary weekend is none. */
  isStatutoryHoliday(day: Day): boolean {
    const detail = chineseDays.getDayDetail(day);
    return !detail.work && detail.name.includes(',');
  },

  /** False as long as the State Council's notice for that year is not in the data: only weekends are known then. */
  knowsYear(year: number): boolean {
    for (let day = 1; day <= 7; day += 1) {
      if (workCalendar.isStatutoryHoliday(`${year}-10-0${day}`)) return true;
    }
    return false;
  },
};

/** The day `count` days after `day`, by the calendar alone. */
export function addDays(day: Day, count: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
