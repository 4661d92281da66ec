"""Sources besides the inbox: stores (S3, SFTP …), listings of files and feeds on the web. None is asked by default."""
