"""Sources: the language of export formats, and the shipped ones beside it as YAML."""
