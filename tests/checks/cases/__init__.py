"""One module an exercise: solutions that a check must accept, and mistakes that it must name.

``ACCEPTED``: name -> solution. ``PLANTED``: name -> (solution, id of the diagnosis).
``REFUSED``: name -> solution that no row of the catalogue lists; it must fail with its smallest input.
Whatever needs Keras imports it inside the function.
"""
