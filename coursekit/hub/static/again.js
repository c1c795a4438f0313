// Keeps the way to the notebook when a start is tried again.
const then = new URLSearchParams(location.search).get("next");
const again = document.getElementById("again");
if (then && !again.search) again.search = new URLSearchParams({ next: then });
