"""`segue demo`: embedded servers, a sample project, and a whole move between them."""
