/* Lanes drawn anew for a stretch of time, as the server draws them for the whole. */

import { DAY, HOUR, type Stretch, makeDrawn } from "../time";

/* Per cent of a lane over which an open end fades, and the least that a bar is long. */
const FADE = 9;
const LEAST = 0.8;
const TICKS = 5;
const HOURS = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336];
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 240];

export const put = (at: number, { start, end }: Stretch) =>
  (100 * (Math.min(Math.max(at, start), end) - start)) / (end - start);

const drawBar = (left: number, right: number, from: boolean, on: boolean) => {
  const begin = Math.min(left, 100 - LEAST);
  const width = Math.max(right - begin, LEAST);
  const look = ["bar", from && "from", on && "on"].filter(Boolean).join(" ");
  return makeDrawn("rect", { class: look, x: `${begin}%`, y: 7, width: `${width}%`, height: 8 });
};

const drawEdge = (at: number) => makeDrawn("line", { class: "edge", x1: `${at}%`, x2: `${at}%`, y1: 3, y2: 19 });

const drawBeyond = (sign: string, at: string, look: string) => {
  const text = makeDrawn("text", { class: look, x: at, y: 16 });
  text.textContent = sign;
  return text;
};

/* A time within a stretch: an end that nobody gave, or that lies beyond, is open. */
export const drawTime = (start: number | null, end: number | null, within: Stretch): Element[] => {
  if (start === null && end === null) return [];
  if (end === null || start === null) {
    if (start !== null && start >= within.end) return [drawBeyond("▸", "100%", "last")];
    if (end !== null && end <= within.start) return [drawBeyond("◂", "0", "")];
    if (start !== null) {
      const left = Math.min(put(start, within), 100 - FADE);
      return [drawBar(left, 100, false, true), ...(start >= within.start ? [drawEdge(left)] : [])];
    }
    const right = Math.max(put(end ?? within.end, within), FADE);
    return [drawBar(0, right, true, false), ...((end ?? Infinity) <= within.end ? [drawEdge(right)] : [])];
  }
  if (end <= within.start && start < within.start) return [drawBeyond("◂", "0", "")];
  if (start >= within.end) return [drawBeyond("▸", "100%", "last")];
  return [drawBar(put(start, within), put(end, within), start < within.start, end > within.end)];
};

const sayMonth = (at: number) => new Date(at).toLocaleDateString("en-GB", { timeZone: "UTC", month: "short", year: "numeric" });

const markMonths = ({ start, end }: Stretch): [number, string][] => {
  const step = MONTHS.find((months) => months >= (end - start) / DAY / 30 / TICKS) ?? 600;
  const marks: [number, string][] = [];
  for (let month = new Date(start).getUTCFullYear() * 12; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at > end) return marks;
    if (at >= start) marks.push([at, month % 12 ? sayMonth(at) : String(month / 12)]);
  }
};

/* Round hours, days, months or years of a stretch, with their words. */
const markTimes = (within: Stretch): [number, string][] => {
  const hours = HOURS.find((step) => step >= (within.end - within.start) / HOUR / TICKS);
  if (hours === undefined) return markMonths(within);
  const marks: [number, string][] = [];
  for (let at = Math.floor(within.start / DAY) * DAY; at <= within.end; at += hours * HOUR) {
    if (at < within.start) continue;
    const day = new Date(at).toLocaleDateString("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });
    marks.push([at, at % DAY ? new Date(at).toISOString().slice(11, 16) : day]);
  }
  return marks;
};

export const drawAxis = (lines: Element, words: Element, within: Stretch) => {
  const marks = markTimes(within).map(([at, said]): [number, string] => [put(at, within), said]);
  lines.replaceChildren(...marks.map(([at]) => makeDrawn("line", { x1: `${at}%`, x2: `${at}%`, y1: 0, y2: "100%" })));
  words.replaceChildren(
    ...marks.map(([at, said]) => {
      const look = at < 6 ? "first" : at > 92 ? "last" : "";
      const text = makeDrawn("text", { class: look, x: `${at}%`, y: 14 });
      text.textContent = said;
      return text;
    }),
  );
};
