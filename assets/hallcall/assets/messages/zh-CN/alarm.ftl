# 消防主机触点或墙上的钥匙开关
cli-help-alarm = 消防触点或钥匙开关动作时，启动紧急疏散
cli-option-alarm = 本机名称：alarm，或 alarm- 加一个词，与配对时相同（角色 device）
alarm-no-contact = 这台机器没有接触点的输入板（驱动 contact.modbus）。
alarm-begun = 请全部撤离：{ $contacts }
alarm-at-rest = 触点已复位：{ $contacts }
