// SPDX-License-Identifier: MIT
// Real boundaries in MapLibre: no tiles, no fonts, nothing from elsewhere. Classes are the
// verdicts of the table on the same page.
import { Map as Canvas, setWorkerUrl } from "maplibre-gl";
import { element, textOf } from "./elements";

interface Place {
  type: "Feature";
  properties: { code: string; name: string; verdict?: string; words?: string };
  geometry: { type: string; coordinates: unknown };
}
interface Places {
  type: "FeatureCollection";
  features: Place[];
}

function bounds(places: Places): [[number, number], [number, number]] {
  let [west, south, east, north] = [180, 90, -180, -90];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === "number" && typeof part[1] === "number") {
      west = Math.min(west, part[0]);
      east = Math.max(east, part[0]);
      south = Math.min(south, part[1]);
      north = Math.max(north, part[1]);
    } else part.forEach(visit);
  };
  for (const place of places.features) visit(place.geometry.coordinates);
  return [[west, south], [east, north]];
}

/** Gives each place the verdict that the table has for its code. */
function judge(places: Places): Places {
  const features = places.features.flatMap((place): Place[] => {
    const row = document.querySelector(`tr[data-code="${CSS.escape(place.properties.code)}"]`);
    const tag = row?.querySelector(".v");
    if (!row || !tag) return [];
    const verdict = [...tag.classList].find((name) => name.startsWith("v-"))?.slice(2) ?? "few";
    return [{ ...place, properties: { ...place.properties, verdict, words: textOf(tag) } }];
  });
  return { ...places, features };
}

export async function draw(box: HTMLElement): Promise<void> {
  const answer = await fetch(box.dataset.boundaries ?? "");
  if (!answer.ok) throw new Error("no boundaries");
  const places = judge((await answer.json()) as Places);
  if (places.features.length === 0) throw new Error("no places");
  setWorkerUrl(new URL(box.dataset.worker ?? "", location.href).href);
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const name = element("p", { class: "map__name", role: "status" });
  const map = new Canvas({
    container: box,
    bounds: bounds(places),
    fitBoundsOptions: { padding: 12 },
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    style: {
      version: 8,
      sources: { places: { type: "geojson", data: places as never } },
      layers: [
        {
          id: "fill",
          type: "fill",
          source: "places",
          paint: {
            "fill-color": ["match", ["get", "verdict"], "imp", colour("--imp"), "wor", colour("--wor"), "chg", colour("--chg"), "non", "#dfe5eb", "#ffffff"],
          },
        },
        { id: "edge", type: "line", source: "places", paint: { "line-color": "#3d4b59", "line-width": 1 } },
      ],
    },
  });
  box.append(name);
  map.on("mousemove", "fill", (event) => {
    const place = event.features?.[0]?.properties;
    name.textContent = place ? `${place["name"]}: ${place["words"]}` : "";
  });
  map.on("click", "fill", (event) => {
    const code = event.features?.[0]?.properties["code"];
    const link = document.querySelector<HTMLAnchorElement>(`tr[data-code="${CSS.escape(String(code))}"] a`);
    if (link) location.assign(link.href);
  });
  await new Promise<void>((done, failed) => {
    map.once("load", () => done());
    map.once("error", (event) => failed(event.error));
  });
}
