// Shows the mail that the page around it sends. Nothing in a mail can run: markup that is set as text brings no script to
// life, and the policy of this page allows no script but this file.
addEventListener('message', ({ source, data }) => {
  if (source !== parent || typeof data !== 'object' || data === null || typeof data.mail !== 'string') return;
  document.body.innerHTML = data.mail;
});
parent.postMessage({ mailFrame: 'ready' }, '*');
