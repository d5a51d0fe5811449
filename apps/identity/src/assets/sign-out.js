// Only in the page when it is the shop that asks, so that the person needn't answer once more.
document.getElementById('sign-out').click()
