/* A stretch of time that people choose: by its two ends, over bars of how much happened when. */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface Timed {
  item: HTMLElement;
  start: number | null;
  end: number | null;
}

export interface Stretch {
  start: number;
  end: number;
}

/* Steps of the slider are counted from 0; `move` takes the first and the last that are chosen. */
export interface Slider {
  box: HTMLElement;
  steps: number;
  read(): readonly [number, number];
  move(first: number, last: number): void;
  add(...buttons: HTMLButtonElement[]): void;
}

const moment = (said: string | undefined) => (said ? Date.parse(said) : null);

export const readTimed = (item: HTMLElement): Timed => ({
  item,
  start: moment(item.dataset.start),
  end: moment(item.dataset.end),
});

export const make = <K extends keyof HTMLElementTagNameMap>(tag: K, look = "", ...inside: (Node | string)[]) => {
  const made = document.createElement(tag);
  if (look) made.className = look;
  made.append(...inside);
  return made;
};

export const makeDrawn = (tag: string, given: Record<string, string | number>) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(given).forEach(([name, value]) => made.setAttribute(name, String(value)));
  return made;
};

export const makeAct = (words: string, act: () => void) => {
  const made = make("button", "", words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
};

const sayDay = (at: number) =>
  new Date(at).toLocaleDateString("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
const sayHour = (at: number) => `${sayDay(at)}, ${new Date(at).toISOString().slice(11, 16)}`;

/* A stretch in words: of days the last one, of hours the end. */
export const sayStretch = ({ start, end }: Stretch, unit: number) => {
  if (unit < DAY) return `${sayHour(start)} to ${sayHour(end)} UTC`;
  return end - start <= DAY ? sayDay(start) : `${sayDay(start)} to ${sayDay(end - DAY)}`;
};

export const overlaps = ({ start, end }: Timed, within: Stretch) =>
  (start ?? end ?? Infinity) < within.end && (end ?? start ?? -Infinity) >= within.start;

/* What lasts goes on until somebody says that it ended. */
export const lasts = ({ start, end }: Timed, within: Stretch) =>
  (start ?? -Infinity) < within.end && (end ?? Infinity) > within.start;

/* The whole days that hold all of some happenings; null where that is one day or none. */
export const frameDays = (happened: Timed[]): Stretch | null => {
  const edges = happened.flatMap(({ start, end }) => [start, end].filter((edge) => edge !== null));
  if (!edges.length) return null;
  const start = Math.floor(Math.min(...edges) / DAY) * DAY;
  const days = Math.floor((Math.max(...edges) - 1 - start) / DAY) + 1;
  return days < 2 ? null : { start, end: start + days * DAY };
};

const BARS = 120;

const drawBars = (happened: Timed[], first: number, steps: number, unit: number) => {
  const step = Math.ceil(steps / BARS);
  const bars = new Array<number>(Math.ceil(steps / step)).fill(0);
  for (const { start, end } of happened) {
    const at = start ?? end;
    const bar = at === null ? -1 : Math.floor((at - first) / unit / step);
    if (bar in bars) bars[bar] = (bars[bar] ?? 0) + 1;
  }
  const most = Math.max(...bars, 1);
  const svg = makeDrawn("svg", { class: "bars", viewBox: `0 0 ${bars.length} 30`, preserveAspectRatio: "none", "aria-hidden": "true" });
  bars.forEach((count, at) => {
    const high = (count / most) * 30;
    svg.append(makeDrawn("rect", { x: at + 0.06, y: 30 - high, width: 0.88, height: high }));
  });
  const light = (within: Stretch) =>
    [...svg.children].forEach((rect, at) => {
      const start = first + at * step * unit;
      rect.classList.toggle("off", start + step * unit <= within.start || start >= within.end);
    });
  return { svg, light };
};

/* The slider over a span in steps of a unit. `show` is told the stretch, null for the whole, and says what it holds. */
export const makeSlider = (
  happened: Timed[],
  span: Stretch,
  unit: number,
  show: (within: Stretch | null) => string,
): Slider => {
  const steps = Math.max(1, Math.ceil((span.end - span.start) / unit));
  const range = (label: string, value: number) => {
    const input = make("input");
    input.type = "range";
    input.min = "0";
    input.max = String(steps - 1);
    input.value = String(value);
    return { input, row: make("label", "", make("span", "", label), input) };
  };
  const from = range("From", 0);
  const to = range("To", steps - 1);
  const told = make("output");
  const { svg, light } = drawBars(happened, span.start, steps, unit);

  const read = () => [Number(from.input.value), Number(to.input.value)] as const;
  const tell = () => {
    const [first, last] = read();
    const within = { start: span.start + first * unit, end: span.start + (last + 1) * unit };
    const isWhole = first === 0 && last === steps - 1;
    const found = show(isWhole ? null : within);
    const say = unit < DAY ? sayHour : sayDay;
    from.input.setAttribute("aria-valuetext", say(within.start));
    to.input.setAttribute("aria-valuetext", say(unit < DAY ? within.end : within.end - DAY));
    told.textContent = `${sayStretch(within, unit)}: ${found}`;
    light(within);
    whole.disabled = isWhole;
  };
  const move = (first: number, last: number) => {
    from.input.value = String(first);
    to.input.value = String(last);
    tell();
  };
  from.input.addEventListener("input", () => {
    const [first, last] = read();
    move(first, Math.max(first, last));
  });
  to.input.addEventListener("input", () => {
    const [first, last] = read();
    move(Math.min(first, last), last);
  });
  const whole = makeAct("Whole time", () => move(0, steps - 1));
  const acts = make("p", "", whole, told);
  const box = make("div", "slider", acts, svg, from.row, to.row);
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Time");
  tell();
  return { box, steps, read, move, add: (...buttons) => acts.prepend(...buttons) };
};

/* Adds a button to a slider that moves its stretch on. */
export const addPlay = (slider: Slider) => {
  const { steps, read, move } = slider;
  const pace = Math.max(1, Math.round(steps / BARS));
  let playing = 0;
  const stop = () => {
    clearInterval(playing);
    playing = 0;
    play.textContent = "Play";
  };
  const play = makeAct("Play", () => {
    if (playing) return stop();
    const [first, last] = read();
    const wide = first === 0 && last === steps - 1 ? pace : last - first + 1;
    move(last === steps - 1 ? 0 : first, last === steps - 1 ? wide - 1 : last);
    play.textContent = "Stop";
    playing = window.setInterval(() => {
      const [begin, end] = read();
      if (end >= steps - 1) stop();
      else move(begin + Math.min(pace, steps - 1 - end), Math.min(steps - 1, end + pace));
    }, 700);
  });
  for (const act of ["input", "click"]) slider.box.addEventListener(act, ({ target }) => target !== play && stop());
  slider.add(play);
};
