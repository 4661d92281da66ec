"""The explorer: pages for people who would rather look than query. They read views of `mart` and `audit`, nothing else.

`app` draws the frame and chooses the page; a page a file; `marks` and `facts` say what is highlighted where.
"""
