"""The graph for programs: the SPARQL 1.1 Protocol over a pool of query workers, as plain WSGI.

:mod:`~kg.endpoint.sparql` answers ``/sparql``; :mod:`~kg.endpoint.views` has the addresses beside it;
:mod:`~kg.endpoint.server` serves both, and whatever pages stand behind, to the network. No web framework is known here.
"""
