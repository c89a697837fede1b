# 紧急疏散：大屏、取号机、窗口
error-emergency-running = 正在紧急疏散，暂不叫号、不取号。号码全部保留。
cli-help-emergency-drill = 启动疏散演练：各屏显示“演练”
cli-help-emergency-status = 查看是否处于紧急疏散；是则退出码为 3
emergency-is-drill = 疏散演练已开始，号码全部保留。
emergency-none = 大厅正常，没有紧急疏散。
emergency-since = 紧急疏散进行中，开始于 { $since }。
emergency-drill-since = 疏散演练进行中，开始于 { $since }。

evacuate-headline = 请立即离开大厅
evacuate-real = 这不是演练
evacuate-drill = 疏散演练
evacuate-drill-headline = 演练：请离开大厅
evacuate-metres = { $metres } 米
evacuate-step-free = 无台阶
evacuate-signs = 跟随绿色疏散标志
evacuate-lifts = 不要乘电梯
evacuate-belongings = 不要回来取东西
evacuate-staff = 听工作人员指挥
evacuate-kept = 您的号码会保留，恢复后不用重新取号

counter-status-evacuate = 紧急疏散
counter-why-evacuate = 正在疏散，暂不叫号
counter-evacuate-do = 请引导群众离开大厅，不乘电梯
counter-evacuate-drill = 疏散演练：请引导群众离开大厅
counter-evacuate-kept = 号码全部保留，恢复后接着办
