// The shop has proven with an id token that it is who asks, so nobody needs to be asked again.
document.getElementById('sign-out').click()
