"""The code lists by subject; everybody reads them through `workflows.model.vocabulary`."""
