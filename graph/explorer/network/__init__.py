"""Networks to look at: what is drawn, where it stands, and what it says in words.

``web`` is the store as things with statements between them, made once for each state of it; ``state`` what a link asks for;
``drawing`` what is then drawn; ``places`` and ``layouts`` where it stands; ``projections`` and ``paths`` the networks that have no
subject; ``form`` all of them as JSON and as rows.
"""
