"use strict";
(() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, look, ...inside) => {
    const made = document.createElement(tag);
    if (look) made.className = look;
    made.append(...inside);
    return made;
  };

  /* A part of a page, as the server draws it. Its templates escape what others wrote. */
  const fetchPart = async (address) => {
    const answer = await fetch(address, { headers: { "X-Part": "1" } });
    if (answer.status === 401) return void location.reload();
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html").body;
  };

  /* Sentences in place: a figure opens the paragraphs that it rests on. */
  let panels = 0;
  const hostOf = (link) => {
    const host = link.closest("li, dd, td, p, .dispute, h3");
    return host.matches("p, h3") ? [host, "after"] : [host, "append"];
  };
  const settle = (within) => all(".context", within).forEach((text) => {
    text.scrollTop = find("mark", text).offsetTop - text.offsetTop - 24;
    if (text.scrollHeight > text.clientHeight) text.tabIndex = 0;
  });
  const closePanel = (link, back) => {
    const panel = document.getElementById(link.getAttribute("aria-controls"));
    if (panel) panel.remove();
    link.removeAttribute("aria-controls");
    link.setAttribute("aria-expanded", "false");
    if (back) link.focus();
  };
  const openPanel = async (link) => {
    const panel = make("section", "panel");
    panel.id = "panel-" + ++panels;
    panel.tabIndex = -1;
    const close = make("button", "", "Close");
    close.type = "button";
    close.addEventListener("click", () => closePanel(link, true));
    panel.setAttribute("aria-label", "Sentences behind " + link.textContent);
    panel.append(make("p", "head", make("span", "", "Sentences behind ", make("b", "", link.textContent)), close));
    if (link.dataset.r) panel.append(make("p", "rule", "How it was reached: " + link.dataset.r + "."));
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") closePanel(link, true);
    });
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", panel.id);
    const [host, how] = hostOf(link);
    host[how](panel);
    const claims = (link.dataset.c || decodeURIComponent(link.pathname.split("/").pop())).split(" ").slice(0, 60);
    try {
      const part = await fetchPart("/sentences?claims=" + encodeURIComponent(claims.join(" ")));
      if (part) panel.append(...part.childNodes);
    } catch {
      panel.append(make("p", "note", "These could not be had. Load the page again."));
    }
    settle(panel);
    panel.focus({ preventScroll: true });
    if (panel.getBoundingClientRect().bottom > innerHeight) panel.scrollIntoView({ block: "nearest" });
  };
  all("a.n").forEach((link) => link.setAttribute("aria-expanded", "false"));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.n");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.getAttribute("aria-expanded") === "true") closePanel(link, true);
    else openPanel(link);
  });

  /* What changes while people look. One tab of a browser listens, and tells the others. */
  const body = document.body;
  const busy = () => find(".panel, details.judge[open], [data-review]") || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  const swap = (page, folded) => {
    const main = find("main");
    const fresh = find("main", page);
    body.dataset.folded = folded;
    if (!fresh || fresh.innerHTML === main.innerHTML) return;
    main.replaceWith(document.importNode(fresh, true));
    all("a.n").forEach((link) => link.setAttribute("aria-expanded", "false"));
  };
  const learn = async ({ folded, behind }) => {
    const waiting = find("[data-behind]");
    if (waiting && behind) waiting.hidden = false;
    if (waiting && !behind && !waiting.hidden) waiting.textContent = "Worked out: this page shows it.";
    if (folded <= Number(body.dataset.folded)) return;
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    if (answer.redirected && !busy()) return void location.assign(answer.url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!busy()) return void swap(page, folded);
    const news = find("[data-news]");
    news.hidden = false;
    find("button", news).onclick = () => location.reload();
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
    if (!find("[data-review]") || event.ctrlKey || event.metaKey || event.altKey) return;
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

  /* Links into what is folded open it. */
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  /* Names that are held back: shown when asked for, on this screen only. */
  const button = find("#unmask");
  const MASK = "▮▮▮";
  const read = (code) => new TextDecoder().decode(Uint8Array.from(atob(code), (sign) => sign.charCodeAt(0)));
  const setNames = (shown) => {
    all("[data-held]").forEach((held) => (held.textContent = shown ? read(held.dataset.held) : MASK));
    document.documentElement.classList.toggle("unmasked", shown);
  };
  if (button && find("[data-held]")) {
    const words = button.textContent;
    let shown = false;
    find(".tools").hidden = false;
    button.addEventListener("click", () => {
      shown = !shown;
      setNames(shown);
      button.textContent = shown ? "Mask names again" : words;
    });
    addEventListener("beforeprint", () => setNames(false));
    addEventListener("afterprint", () => setNames(shown));
  }
})();
