/* The timeline: nearer and wider, and only of some kinds, some status, some source. The page's own list says what there is. */

import { DAY, HOUR, type Stretch, type Timed, lasts, make, makeAct, makeSlider, readTimed } from "../time";
import { type Filters, type Row, offerFilters } from "./filters";
import { drawAxis, drawTime, put } from "./lanes";

/* Up to so long the steps of the slider are hours. */
const SHORT = 12 * DAY;

const all = <E extends Element = HTMLElement>(selector: string, within: ParentNode) => [...within.querySelectorAll<E>(selector)];

/* A moment counts as a millisecond, so that it lies in what begins with it. */
const lengthen = ({ item, start, end }: Timed): Timed => ({ item, start, end: end !== null && end === start ? end + 1 : end });

const readRow = (item: HTMLElement): Row => ({
  ...lengthen(readTimed(item)),
  kind: item.dataset.kind ?? "",
  status: item.dataset.status ?? "",
  sources: all("[data-source]", item).map((one) => [one.dataset.source ?? "", one.textContent ?? ""]),
});

/* A lane with the time that it shows. The lanes of a row are its own and those of each side that gives another time. */
interface Lane extends Timed {
  lane: Element;
}

const readLanes = (item: HTMLElement): Lane[] =>
  [item, ...all(".telling", item)].flatMap((one) => {
    const lane = one.querySelector(":scope > .lane");
    return lane ? [{ ...readTimed(one), lane }] : [];
  });

const enliven = (figure: HTMLElement) => {
  const given = readTimed(figure);
  const [lines, words] = [figure.querySelector(".axis"), figure.querySelector(".ticks")];
  if (given.start === null || given.end === null || !lines || !words) return;
  const drawn: Stretch = { start: given.start, end: given.end };
  const unit = drawn.end - drawn.start <= SHORT ? HOUR : DAY;
  const span: Stretch = { start: Math.floor(drawn.start / unit) * unit, end: Math.ceil(drawn.end / unit) * unit };
  const items = all("li[data-kind]", figure);
  const rows = items.map(readRow);
  const lanes = items.flatMap(readLanes);
  const published = all(".published line", figure).map((line) => {
    const at = Number.parseFloat(line.getAttribute("x1") ?? "0");
    return { line, at: drawn.start + (at / 100) * (drawn.end - drawn.start) };
  });

  const none = make("p", "note");
  none.hidden = true;
  let filters: Filters | null = null;
  const show = (within: Stretch | null) => {
    const stretch = within ?? span;
    for (const row of rows) row.item.hidden = !((filters?.keeps(row) ?? true) && (within === null || lasts(row, within)));
    for (const { start, end, lane } of lanes) lane.replaceChildren(...drawTime(start, end, stretch));
    for (const { line, at } of published) {
      line.toggleAttribute("hidden", at < stretch.start || at > stretch.end);
      for (const end of ["x1", "x2"]) line.setAttribute(end, `${put(at, stretch)}%`);
    }
    drawAxis(lines, words, stretch);
    const count = rows.filter(({ item }) => !item.hidden).length;
    none.hidden = count > 0;
    none.textContent = "Nothing of this is in this stretch of time.";
    figure.toggleAttribute("data-busy", within !== null || (filters?.narrows() ?? false));
    return count === rows.length ? `${count} incidents` : `${count} of ${rows.length} incidents`;
  };
  const slider = makeSlider(rows, span, unit, show);
  filters = offerFilters(rows, () => slider.move(...slider.read()));

  /* Half or twice as much of the time, around a point of it from 0 to 1. */
  const zoom = (times: number, around = 0.5) => {
    const [first, last] = slider.read();
    const now = last - first + 1;
    const next = Math.min(slider.steps, Math.max(1, times < 1 ? Math.floor(now * times) : Math.ceil(now * times)));
    const start = Math.min(slider.steps - next, Math.max(0, Math.round(first + (now - next) * around)));
    slider.move(start, start + next - 1);
  };
  const pan = (by: number) => {
    const [first, last] = slider.read();
    const step = Math.max(1, Math.round((last - first + 1) / 3)) * by;
    const moved = Math.min(slider.steps - 1 - last, Math.max(-first, step));
    slider.move(first + moved, last + moved);
  };
  slider.add(
    makeAct("Closer", () => zoom(1 / 2)),
    makeAct("Wider", () => zoom(2)),
    makeAct("Earlier", () => pan(-1)),
    makeAct("Later", () => pan(1)),
  );
  figure.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { left, width } = figure.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1 / 2 : 2, (event.clientX - left) / width);
  });
  figure.addEventListener("click", ({ target }) => {
    const lane = (target as Element).closest("li[data-kind] .lane");
    lane?.closest("li")?.querySelector<HTMLElement>(".who a")?.click();
  });
  figure.classList.add("live");
  figure.prepend(words);
  figure.before(slider.box, filters.box);
  figure.append(none);
};

const start = () => all("[data-timeline]:not(.live)", document).forEach(enliven);
start();
document.addEventListener("marsad:fresh", start);
