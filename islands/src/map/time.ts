/* The slider: a stretch of days, moved by its ends or played on. */

import type { Timed } from "./reading";

export const DAY = 86_400_000;

export interface Stretch {
  start: number;
  end: number;
}

const make = <K extends keyof HTMLElementTagNameMap>(tag: K, inside: (Node | string)[] = []) => {
  const made = document.createElement(tag);
  made.append(...inside);
  return made;
};

const sayDay = (day: number) =>
  new Date(day).toLocaleDateString("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });

export const overlaps = ({ start, end }: Timed, within: Stretch) =>
  (start ?? end ?? Infinity) < within.end && (end ?? start ?? -Infinity) >= within.start;

/* What lasts goes on until somebody says that it ended. */
export const lasts = ({ start, end }: Timed, within: Stretch) =>
  (start ?? -Infinity) < within.end && (end ?? Infinity) > within.start;

const BARS = 120;
const SPACE = "http://www.w3.org/2000/svg";

const drawBars = (happened: Timed[], first: number, days: number) => {
  const step = Math.ceil(days / BARS);
  const bars = new Array<number>(Math.ceil(days / step)).fill(0);
  for (const { start, end } of happened) {
    const at = start ?? end;
    if (at === null) continue;
    const bar = Math.min(bars.length - 1, Math.floor((at - first) / DAY / step));
    bars[bar] = (bars[bar] ?? 0) + 1;
  }
  const most = Math.max(...bars, 1);
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("class", "bars");
  svg.setAttribute("viewBox", `0 0 ${bars.length} 30`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  bars.forEach((count, at) => {
    const rect = document.createElementNS(SPACE, "rect");
    const high = (count / most) * 30;
    Object.entries({ x: at + 0.06, y: 30 - high, width: 0.88, height: high }).forEach(([name, value]) =>
      rect.setAttribute(name, String(value)),
    );
    svg.append(rect);
  });
  const light = (within: Stretch) =>
    [...svg.children].forEach((rect, at) => {
      const start = first + at * step * DAY;
      rect.classList.toggle("off", start + step * DAY <= within.start || start >= within.end);
    });
  return { svg, light };
};

/* The slider of some happenings; null where they are of one day or none. `show` is told the stretch, null for all. */
export const makeSlider = (happened: Timed[], show: (within: Stretch | null) => string): HTMLElement | null => {
  const edges = happened.flatMap(({ start, end }) => [start, end].filter((edge) => edge !== null));
  if (!edges.length) return null;
  const first = Math.floor(Math.min(...edges) / DAY) * DAY;
  const days = Math.floor((Math.max(...edges) - 1 - first) / DAY) + 1;
  if (days < 2) return null;
  const range = (label: string, value: number) => {
    const input = make("input");
    input.type = "range";
    input.min = "0";
    input.max = String(days - 1);
    input.value = String(value);
    return { input, row: make("label", [make("span", [label]), input]) };
  };
  const from = range("From", 0);
  const to = range("To", days - 1);
  const told = make("output");
  const play = make("button", ["Play"]);
  const whole = make("button", ["All days"]);
  play.type = whole.type = "button";
  const { svg, light } = drawBars(happened, first, days);

  const values = () => [Number(from.input.value), Number(to.input.value)] as const;
  const tell = () => {
    const [start, end] = values();
    const within = { start: first + start * DAY, end: first + (end + 1) * DAY };
    const isWhole = start === 0 && end === days - 1;
    const found = show(isWhole ? null : within);
    const said = start === end ? sayDay(within.start) : `${sayDay(within.start)} to ${sayDay(within.end - DAY)}`;
    from.input.setAttribute("aria-valuetext", sayDay(within.start));
    to.input.setAttribute("aria-valuetext", sayDay(within.end - DAY));
    told.textContent = `${said}: ${found}`;
    light(within);
    whole.disabled = isWhole;
  };
  const move = (start: number, end: number) => {
    from.input.value = String(start);
    to.input.value = String(end);
    tell();
  };
  from.input.addEventListener("input", () => {
    const [start, end] = values();
    move(start, Math.max(start, end));
  });
  to.input.addEventListener("input", () => {
    const [start, end] = values();
    move(Math.min(start, end), end);
  });

  let playing = 0;
  const stop = () => {
    clearInterval(playing);
    playing = 0;
    play.textContent = "Play";
  };
  const pace = Math.max(1, Math.round(days / BARS));
  play.addEventListener("click", () => {
    if (playing) return stop();
    const [start, end] = values();
    const wide = start === 0 && end === days - 1 ? pace : end - start + 1;
    move(end === days - 1 ? 0 : start, end === days - 1 ? wide - 1 : end);
    play.textContent = "Stop";
    playing = window.setInterval(() => {
      const [begin, last] = values();
      if (last >= days - 1) stop();
      else move(begin + Math.min(pace, days - 1 - last), Math.min(days - 1, last + pace));
    }, 700);
  });
  whole.addEventListener("click", () => {
    stop();
    move(0, days - 1);
  });
  const slider = make("div", [make("p", [play, " ", whole, " ", told]), svg, from.row, to.row]);
  slider.className = "slider";
  slider.setAttribute("role", "group");
  slider.setAttribute("aria-label", "Time");
  tell();
  return slider;
};
