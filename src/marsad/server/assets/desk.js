"use strict";
(() => {
  const { find, all, make, readyFigures, openSentences, openTargets, liftNames } = shared;

  const SHORT_MS = 8000;
  const body = document.body;
  let drawn = find("main").innerHTML;

  const lift = liftNames(() => undefined);
  const holdBack = () => {
    const tools = find(".tools");
    if (tools && find("[data-held]")) tools.hidden = false;
    lift();
  };
  holdBack();

  /* A part of a page, as the server draws it. Its templates escape what others wrote. */
  const fetchPart = async (address) => {
    const answer = await fetch(address, { headers: { "X-Part": "1" } });
    if (answer.status === 401) return void location.reload();
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html").body;
  };

  openSentences((ids) => ({
    words: "Sentences behind ",
    fill: async (panel) => {
      try {
        const part = await fetchPart("/sentences?claims=" + encodeURIComponent(ids.slice(0, 60).join(" ")));
        if (part) panel.append(...part.childNodes);
        holdBack();
      } catch {
        panel.append(make("p", "note", "These could not be had. Load the page again."));
      }
    },
  }));
  openTargets();

  /* What changes while people look. One tab of a browser listens, and tells the others. */
  const busy = () => find(".panel, details.judge[open], [data-review], [data-busy]") || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);

  /* Where a fold stands: in what has an id, and the how-manieth there. */
  const placeOf = (fold) => {
    const holder = fold.parentElement.closest("[id]");
    return holder.id + " " + all("details", holder).indexOf(fold);
  };
  /* Puts a fresh page in the place of the one that is looked at: what was folded open stays so, and focus where it was. */
  const swap = (fresh) => {
    const main = find("main");
    drawn = fresh.innerHTML;
    const open = all("details[open]", main).map(placeOf);
    const at = main.contains(document.activeElement) && document.activeElement.getAttribute("href");
    main.replaceWith(document.importNode(fresh, true));
    all("main details").filter((fold) => open.includes(placeOf(fold))).forEach((fold) => (fold.open = true));
    if (at) find('main a[href="' + CSS.escape(at) + '"]')?.focus({ preventScroll: true });
    readyFigures();
    holdBack();
    document.dispatchEvent(new Event("marsad:fresh"));
  };
  const renew = async (folded) => {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    if (answer.redirected && !busy()) return void location.assign(answer.url);
    const fresh = find("main", new DOMParser().parseFromString(await answer.text(), "text/html"));
    const news = find("[data-news]");
    const isNew = fresh && fresh.innerHTML !== drawn;
    if (isNew && !busy()) swap(fresh);
    else if (isNew) news.hidden = false;
    if (news.hidden) body.dataset.folded = folded;
    find("button", news).onclick = () => location.reload();
  };
  const waiting = find("[data-behind]");
  const working = waiting?.textContent;
  const learn = async ({ folded, behind }) => {
    if (behind) {
      waiting.textContent = working;
      waiting.hidden = false;
    }
    if (folded > Number(body.dataset.folded)) await renew(folded);
    if (behind || waiting.hidden || waiting.textContent !== working) return;
    waiting.textContent = find("[data-news]").hidden ? "Worked out: this page shows it." : "Worked out.";
    setTimeout(() => (waiting.hidden = waiting.textContent !== working), SHORT_MS);
  };
  if (body.dataset.folded) {
    const tell = new BroadcastChannel("marsad");
    tell.onmessage = (event) => void learn(event.data);
    const listen = () => new Promise(() => {
      new EventSource("/live").addEventListener("state", (event) => {
        const state = JSON.parse(event.data);
        tell.postMessage(state);
        learn(state);
      });
    });
    if (navigator.locks) navigator.locks.request("marsad", listen);
    else listen();
  }

  /* Review by single keys: they choose, and the reason is typed next. */
  document.addEventListener("keydown", (event) => {
    if (!find("[data-key]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return void document.activeElement.blur();
    if (/^(text|search|textarea|select-one)$/.test(document.activeElement.type || "")) return;
    const chosen = find('[data-key="' + CSS.escape(event.key) + '"]');
    if (!chosen) return;
    event.preventDefault();
    if (!chosen.matches("input")) return void chosen.click();
    chosen.checked = true;
    const first = all(".for-other input, .for-value input", chosen.form).find((field) => field.offsetParent);
    (first || chosen.form.elements.why).focus();
  });
})();
