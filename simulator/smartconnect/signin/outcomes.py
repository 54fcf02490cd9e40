"""How a sign-in may end (section 2.5), one word of the knob `sign_in` each.

- `ok`: by the right password, in a session.
- `start_503`, `start_page`, `start_relative`, `start_foreign`: the portal's first
  answer is an error, a page, a redirect without a host, or one to an unknown host.
- `no_view_state`, `no_actions`, `auth0`: the form is not the one that clients know.
- `user_no_view_state`: the answer to the user name has nothing to go on with.
- `captcha`, `mfa`, `changed`: the answer to the password asks for a captcha or a code,
  or is nothing that is known.
- `mfa_page`, `mfa_path`: a page behind the password asks for a code: in its words, or
  only in its path.
- `foreign_hop`, `dead_end`, `endless`: the pages behind the password lead to an unknown
  host, nowhere, or in a circle.
- `no_cookie`, `no_access`: all is well but for the cookie, or for what it opens.
"""

FOREIGN = "https://login.foreign.invalid"
"""A host that no client may follow a page to."""

START_PAGE = "<body><h1>We will be back soon</h1></body>"
NO_COOKIES = "<body><p>This page needs cookies.</p></body>"
NO_FORM = "<body><p>Your session has ended, please start again.</p></body>"
AUTH0_FORM = (
    '<body><form method="post" action="/u/login"><input type="hidden" name="state" '
    'value="SIM" /><input name="username" /><input name="password" type="password" />'
    "</form></body>"
)
CODE_PAGE = (
    "<body><h1>Two-factor authentication</h1>"
    "<p>Open your authenticator app and enter the verification code.</p></body>"
)
CHALLENGE_PAGE = '<body><form method="post"><input name="answer" /></form></body>'
DEAD_END = "<head><script>var done = true;</script></head><body><p>Welcome</p></body>"

WRONG = '<span id="login-error">The user name or the password is not right.</span>'
LOCKED = '<span id="login-error">This account is locked. Try again later.</span>'
CAPTCHA = '<span id="captcha.error">Please solve the captcha.</span>'
CODE = "<p>Enter the verification code that was sent to your phone.</p>"
CHANGED = "<p>Welcome to our new pages.</p>"
