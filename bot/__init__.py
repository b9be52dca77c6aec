"""The doors: web, sockets, command line. The only room that knows Rasa and the web framework."""
