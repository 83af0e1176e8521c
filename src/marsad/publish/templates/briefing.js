(() => {
  const { find, all, make, makeButton, settle, openSentences, openTargets, liftNames } = shared;
  const linkTo = (id, ...inside) => {
    const link = make("a", "", ...inside);
    link.href = "#" + id;
    return link;
  };
  document.documentElement.classList.add("live");

  /* Sentences in place: the sentence marked in its paragraph, its chain drawn. */
  const SHOWN = 4;

  const nameReport = (mark) => find("h3", mark.closest("article")).textContent;

  const bare = (node) => {
    all("[id]", node).forEach((inner) => inner.removeAttribute("id"));
    all(".via", node).forEach((inner) => inner.remove());
    all("a", node).forEach((inner) => inner.replaceWith(...inner.childNodes));
    node.removeAttribute("id");
    return node;
  };

  const showParagraph = (mark) => {
    const paragraph = mark.closest("p").cloneNode(true);
    const same = find("#" + CSS.escape(mark.id), paragraph);
    const lit = make("mark", "");
    same.replaceWith(lit);
    lit.append(...same.childNodes);
    return bare(paragraph);
  };

  /* The names along a sentence's way, the outlet last. */
  const chainOf = (mark) => {
    const via = mark.nextElementSibling;
    const names = via && via.matches(".via") ? all("b", via).map((name) => name.textContent) : [];
    return { names, stance: names.length ? via.title : "", outlet: nameReport(mark).replace(/,[^,]*$/, "") };
  };

  const drawChain = ({ names, stance, outlet }) => {
    const way = make("span", "way");
    [...names, outlet].forEach((name, at) => {
      if (at) {
        const hop = make("span", "hop", "→");
        hop.setAttribute("aria-hidden", "true");
        way.append(hop, make("span", "unseen", ", through "));
      }
      way.append(make("bdi", "node", name));
    });
    way.append(names.length ? "" : " in its own words");
    return stance ? [way, " ", make("span", "stance", stance)] : [way];
  };

  const groupWordings = (ids) => {
    const wordings = new Map();
    for (const id of ids) {
      const mark = document.getElementById(id);
      if (!mark) continue;
      const chain = chainOf(mark);
      const key = mark.textContent.replace(/\s+/g, " ") + "\n" + (chain.names[0] || "");
      if (!wordings.has(key)) wordings.set(key, { chain, marks: [] });
      wordings.get(key).marks.push(mark);
    }
    return [...wordings.values()];
  };

  const showWording = ({ chain, marks }) => {
    const places = make("p", "carriers");
    marks.forEach((mark, at) => places.append(at ? "; " : "", linkTo(mark.id, nameReport(mark))));
    const paragraph = showParagraph(marks[0]);
    paragraph.className = "context";
    return make("li", "", make("p", "came", ...drawChain(chain)), paragraph, places);
  };

  openSentences((ids) => {
    const wordings = groupWordings(ids);
    const fill = (panel) => {
      const list = make("ol", "wordings", ...wordings.slice(0, SHOWN).map(showWording));
      panel.append(list);
      if (wordings.length <= SHOWN) return;
      const more = makeButton("Show " + (wordings.length - SHOWN) + " more", () => {
        list.append(...wordings.slice(SHOWN).map(showWording));
        settle(list);
        list.children[SHOWN].tabIndex = -1;
        list.children[SHOWN].focus();
        more.remove();
      });
      panel.append(more);
    };
    return { words: wordings.length === 1 ? "The sentence behind " : wordings.length + " sentences behind ", fill };
  });
  openTargets();

  /* Search: incidents first, then paragraphs of the reports. Accents and case make no difference. */
  const tools = find(".tools");
  const field = find("#find");
  const found = find("#found");
  const told = find("#told");
  const LIMIT = 30;
  let entries = null;
  tools.hidden = false;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const readEntries = () => {
    const incidents = all("article.incident").map((node) => ({ node, id: node.id, title: find("h4", node).textContent }));
    const texts = all("article.report > p:not(.notes)").map((node) => ({
      node,
      id: (find("[id]", node) || node.closest("article")).id,
      title: find("h3", node.parentElement).textContent,
    }));
    const wordsOf = (node) => {
      const parts = [...(find(".matter", node) || node).childNodes];
      return parts.filter((part) => !(part.matches && part.matches(".via, details"))).map((part) => part.textContent);
    };
    const read = (entry) => {
      const text = wordsOf(entry.node).join(entry.node.matches("p") ? "" : " ").replace(/\s+/g, " ");
      return { ...entry, text, folded: fold(text) };
    };
    return [...incidents.map(read), ...texts.map(read)];
  };

  const cutSnippet = (entry, word) => {
    const at = entry.folded.length === entry.text.length ? entry.folded.indexOf(word) : -1;
    if (at < 0) return [entry.text.slice(0, 140)];
    const start = Math.max(0, at - 50);
    return [
      (start ? "…" : "") + entry.text.slice(start, at),
      make("mark", "", entry.text.slice(at, at + word.length)),
      entry.text.slice(at + word.length, at + 90) + "…",
    ];
  };

  const search = () => {
    const words = fold(field.value).split(/\s+/).filter((word) => word.length > 1);
    found.replaceChildren();
    found.hidden = !words.length;
    if (!words.length) return void (told.textContent = "");
    entries = entries || readEntries();
    const hits = entries.filter((entry) => words.every((word) => entry.folded.includes(word)));
    told.textContent = hits.length + " found";
    const head = hits.length > LIMIT ? "The first " + LIMIT + " of " + hits.length : hits.length + " found";
    const list = make("ul", "");
    for (const hit of hits.slice(0, LIMIT)) {
      const link = linkTo(hit.id, make("b", "", hit.title), make("span", "", ...cutSnippet(hit, words[0])));
      link.addEventListener("click", () => (found.hidden = true));
      list.append(make("li", "", link));
    }
    found.append(make("p", "count", head), list);
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  field.addEventListener("focus", () => (found.hidden = !found.childElementCount));
  find("[role=search]").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    found.hidden = true;
    field.focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[role=search]")) found.hidden = true;
  });

  liftNames(() => (entries = null));
})();
