/* The base: countries' outlines as the briefing's maps have them, from one file of this desk. */

import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from "geojson";

interface Borders {
  grid: number;
  arcs: number[][];
  countries: { iso: string | null; name: string; rings: number[][] }[];
}

export interface Base {
  land: FeatureCollection<MultiPolygon>;
  lines: Feature<MultiLineString>;
  names: FeatureCollection;
}

const walk = (steps: number[], grid: number): Position[] => {
  let x = 0;
  let y = 0;
  const points: Position[] = [];
  for (let at = 0; at < steps.length; at += 2) {
    x += steps[at] ?? 0;
    y += steps[at + 1] ?? 0;
    points.push([x / grid, y / grid]);
  }
  return points;
};

/* A line that leaves the map's edge at 180 degrees goes on beyond it; a ring around the pole is closed over the pole. */
const unwrap = (points: Position[]): Position[] => {
  let turns = 0;
  return points.map(([x = 0, y = 0], at) => {
    const step = x - (points[at - 1]?.[0] ?? x);
    if (Math.abs(step) > 180) turns -= Math.sign(step) * 360;
    return [x + turns, y];
  });
};

const closeRing = (points: Position[]): Position[] => {
  const ring = unwrap(points);
  const [first = 0] = ring[0] ?? [];
  const [last = 0] = ring.at(-1) ?? [];
  return Math.abs(last - first) > 180 ? [...ring, [last, -90], [first, -90]] : ring;
};

const area = (ring: Position[]) =>
  Math.abs(
    ring.reduce((sum, [x = 0, y = 0], at) => {
      const [next = 0, up = 0] = ring[(at + 1) % ring.length] ?? [];
      return sum + x * up - next * y;
    }, 0),
  ) / 2;

/* A point within a ring: halfway up, amid the widest stretch inside. */
const middle = (ring: Position[]): Position => {
  const ys = ring.map(([, y = 0]) => y);
  const level = (Math.min(...ys) + Math.max(...ys)) / 2;
  const crossings: number[] = [];
  ring.forEach(([x = 0, y = 0], at) => {
    const [next = 0, up = 0] = ring[(at + 1) % ring.length] ?? [];
    if (y > level !== up > level) crossings.push(x + ((level - y) / (up - y)) * (next - x));
  });
  crossings.sort((one, other) => one - other);
  let best: [number, number] = [0, 0];
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const [west = 0, east = 0] = crossings.slice(at, at + 2);
    if (east - west >= best[1] - best[0]) best = [west, east];
  }
  return [(best[0] + best[1]) / 2, level];
};

export const loadBase = async (address: string): Promise<Base> => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the borders: ${answer.status}`);
  const { grid, arcs, countries } = (await answer.json()) as Borders;
  const walked = arcs.map((steps) => walk(steps, grid));
  const close = (ring: number[]) =>
    closeRing(ring.flatMap((arc) => (arc >= 0 ? walked[arc] : [...(walked[~arc] ?? [])].reverse()) ?? []));
  const shapes = countries.map(({ iso, name, rings }) => ({ iso, name, rings: rings.map(close) }));
  const collect = <T extends Feature>(features: T[]) => ({ type: "FeatureCollection" as const, features });
  return {
    land: collect(
      shapes.map(({ iso, rings }) => ({
        type: "Feature" as const,
        properties: { iso: iso ?? "" },
        geometry: { type: "MultiPolygon" as const, coordinates: rings.map((ring) => [ring]) },
      })),
    ),
    lines: { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: walked.map(unwrap) } },
    names: collect(
      shapes.map(({ name, rings }) => {
        const largest = rings.reduce((best, ring) => (area(ring) > area(best) ? ring : best), [] as Position[]);
        return {
          type: "Feature" as const,
          properties: { name, rank: -area(largest) },
          geometry: { type: "Point" as const, coordinates: middle(largest) },
        };
      }),
    ),
  };
};

/* As far as a place may be off: a circle on the earth of so many kilometres. */
export const circle = ([lon, lat]: Position, km: number): Polygon => {
  const [x = 0, y = 0] = [lon, lat];
  const up = km / 111.2;
  const across = up / Math.max(0.05, Math.cos((y * Math.PI) / 180));
  const ring = Array.from({ length: 65 }, (_, step) => {
    const turn = (step / 64) * 2 * Math.PI;
    return [x + across * Math.sin(turn), y + up * Math.cos(turn)];
  });
  return { type: "Polygon", coordinates: [ring] };
};
