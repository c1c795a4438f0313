// Follows the start of a server and opens it (or the page that says why not) when that is over.
const card = document.querySelector("[data-progress]");
const events = new EventSource(card.dataset.progress);
const reload = () => {
  events.close();
  location.reload();
};
events.onmessage = (event) => {
  const news = JSON.parse(event.data);
  if (news.ready || news.failed) {
    reload();
  } else if (news.progress) {
    document.getElementById("bar").value = news.progress;
    document.getElementById("step").textContent = news.message;
  }
};
events.onerror = () => {
  if (events.readyState === EventSource.CLOSED) setTimeout(reload, 1000);
};
