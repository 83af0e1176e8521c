/* Layers that people brought: GeoJSON whole, PMTiles in the parts that are looked at. */

import { addProtocol, type Map as MapView } from "maplibre-gl";
import { PMTiles, Protocol, TileType } from "pmtiles";
import type { Layer } from "./reading";
import { drawOurs, readColours } from "./style";

interface Inside {
  vector_layers?: { id: string }[];
}

const protocol = new Protocol();
addProtocol("pmtiles", protocol.tile);

/* Each drawn layer's own layers of the map, by the file. */
const drawn = new Map<string, string[]>();

const addLayer = async (view: MapView, layer: Layer) => {
  const address = new URL(layer.address, location.href).href;
  const colours = readColours();
  if (layer.form === "geojson") {
    view.addSource(address, { type: "geojson", data: address });
    return drawOurs(address, address, null, colours);
  }
  const archive = new PMTiles(address);
  protocol.add(archive);
  const { tileType } = await archive.getHeader();
  const url = `pmtiles://${address}`;
  if (tileType !== TileType.Mvt) {
    view.addSource(address, { type: "raster", url, tileSize: 256 });
    return [{ id: address, type: "raster" as const, source: address, paint: { "raster-opacity": 0.7 } }];
  }
  const { vector_layers = [] } = (await archive.getMetadata()) as Inside;
  view.addSource(address, { type: "vector", url });
  return vector_layers.flatMap(({ id }) => drawOurs(`${address} ${id}`, address, id, colours));
};

const showLayer = async (view: MapView, layer: Layer, isOn: boolean) => {
  if (!drawn.has(layer.address)) {
    const made = await addLayer(view, layer);
    made.forEach((one) => view.addLayer(one, "dots"));
    drawn.set(layer.address, made.map(({ id }) => id));
  }
  drawn
    .get(layer.address)
    ?.forEach((id) => view.setLayoutProperty(id, "visibility", isOn ? "visible" : "none"));
};

/* Puts a box to tick beside each layer, and draws those that are ticked. */
export const offerLayers = (view: MapView, layers: Layer[]) => {
  for (const layer of layers) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.setAttribute("aria-label", `Draw ${layer.name}`);
    layer.item.prepend(box, " ");
    const show = () =>
      void showLayer(view, layer, box.checked).catch(() => {
        const note = document.createElement("span");
        note.className = "wrong";
        note.textContent = " can’t be drawn: it is damaged.";
        layer.item.append(note);
        box.disabled = true;
      });
    box.addEventListener("change", show);
    show();
  }
};

export const listDrawn = () => [...drawn.values()].flat();
